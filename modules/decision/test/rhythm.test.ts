import { describe, expect, test } from 'vitest';
import type { Rhythm } from '@shuke/contract';
import { DEFAULT_ASSUMPTIONS } from '../assumptions.ts';
import { heldRhythm, rhythmOf } from '../rhythm.ts';

/** One line a customer: days of visits, the gap, days since the last visit → rhythm. */
function rhythms(table: string): void {
  for (const line of table.trim().split('\n')) {
    const [visitDays, gapDays, sinceDays, expected] = line.trim().split(/\s+/);
    const visits = { visitDays: Number(visitDays), gapDays: Number(gapDays), sinceDays: Number(sinceDays) };
    expect([line.trim(), rhythmOf(visits, DEFAULT_ASSUMPTIONS)]).toEqual([line.trim(), expected as Rhythm]);
  }
}

describe('a customer’s own rhythm', () => {
  test('is due at one gap, late at one and a half, lapsed at three', () => {
    rhythms(`
      12   10     0   on_time
      12   10     9   on_time
      12   10    10   due
      12   10    14   due
      12   10    15   late
      12   10    29   late
      12   10    30   lapsed
      12   10   400   lapsed
    `);
  });

  test('is met on its day exactly where the gap is half a day', () => {
    rhythms(`
       4   7.5    7   on_time
       4   7.5    8   due
       4   7.5   11   due
       4   7.5   12   late
       4   7.5   22   late
       4   7.5   23   lapsed
    `);
  });

  test('of who came once is new until late by the typical gap', () => {
    rhythms(`
       1   14     0   new
       1   14    14   new
       1   14    20   new
       1   14    21   late
       1   14    41   late
       1   14    42   lapsed
    `);
  });

  test('counts three days at least: who comes daily is not late for a weekend away', () => {
    rhythms(`
      90    1     2   on_time
      90    1     3   due
      90    1     4   due
      90    1     5   late
      90    1     9   lapsed
    `);
  });
});

describe('hysteresis', () => {
  test('between two visits a customer only moves forward', () => {
    expect(heldRhythm('due', '2026-03-01', { rhythm: 'late', lastDay: '2026-03-01' })).toBe('late');
    expect(heldRhythm('lapsed', '2026-03-01', { rhythm: 'late', lastDay: '2026-03-01' })).toBe('lapsed');
    expect(heldRhythm('new', '2026-03-01', { rhythm: 'late', lastDay: '2026-03-01' })).toBe('late');
  });

  test('a visit starts afresh', () => {
    expect(heldRhythm('on_time', '2026-04-02', { rhythm: 'lapsed', lastDay: '2026-03-01' })).toBe('on_time');
    expect(heldRhythm('new', '2026-04-02', { rhythm: 'new', lastDay: null })).toBe('new');
    expect(heldRhythm('due', '2026-04-02', undefined)).toBe('due');
  });
});
