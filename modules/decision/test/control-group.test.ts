import { describe, expect, test } from 'vitest';
import { createVault } from '@shuke/db';
import { sampleRatio } from '@shuke/models/proof';
import { CONTROL_BPS } from '../assumptions.ts';
import { bucketOf, isControl } from '../control-group.ts';

const vault = createVault('a secret of tests alone, 32 or more characters');
const merchantId = '01900000-0000-7000-8000-000000000001';
const people = Array.from({ length: 10_000 }, (_, i) => `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`);

const buckets = people.map((id) => bucketOf(vault, merchantId, id));
const control = people.filter((_, i) => isControl(buckets[i]!, CONTROL_BPS));

describe('the permanent control group', () => {
  test('is about a tenth of the customers', () => {
    expect(sampleRatio(people.length - control.length, control.length, 0.1).pValue).toBeGreaterThan(0.0001);
  });

  test('uses all buckets alike', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const bucket of buckets) tenths[Math.floor(bucket / 1000)]! += 1;
    const mean = people.length / 10;
    const chiSquare = tenths.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    // The upper 0.01 % of the chi-square distribution with nine degrees of freedom.
    expect(chiSquare).toBeLessThan(33.72);
  });

  test('is the same for another process with the same secret', () => {
    const other = createVault('a secret of tests alone, 32 or more characters');
    const again = people.slice(0, 500).map((id) => bucketOf(other, merchantId, id));
    expect(again).toEqual(buckets.slice(0, 500));
  });

  test('is salted: another merchant’s tells nothing, nor does another secret', () => {
    const foreign = createVault('another secret of tests, 32 or more characters');
    const elsewhere = '01900000-0000-7000-8000-000000000002';
    for (const [otherVault, otherMerchant] of [[vault, elsewhere] as const, [foreign, merchantId] as const]) {
      const both = control.filter((id) => isControl(bucketOf(otherVault, otherMerchant, id), CONTROL_BPS)).length;
      // One in ten of the control group by chance: 100 of 1,000, with a standard deviation of 10.
      expect(Math.abs(both - 100)).toBeLessThan(50);
    }
  });

  test('has the bounds of a bucket', () => {
    expect(isControl(999, 1000)).toBe(true);
    expect(isControl(1000, 1000)).toBe(false);
    expect(isControl(0, 0)).toBe(false);
  });
});
