import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actAs, testServices } from '@shuke/testkit';
import { arrayLiteral } from '../array-literal.ts';
import { sql } from '../sql.ts';
import { inRead } from '../tx.ts';

const services = testServices();

test('PostgreSQL reads every array of text as it was written', async () => {
  const ctx = actAs(services);
  const storable = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && text.isWellFormed());
  const item = fc.oneof(
    storable,
    fc.constantFrom('null', 'NULL', '', ' ', '{}', '"', '\\', 'a,b', '面'),
    fc.constant(null),
  );
  const lists = fc.sample(fc.array(item, { maxLength: 8 }), { numRuns: 300, seed: 1 });
  for (const list of lists) {
    const { back } = await inRead(ctx, (tx) => tx.one<{ back: string[] }>(sql`select ${list}::text[] as back`));
    expect(back).toEqual(list);
  }
});

test('numbers are written as they are, and an array of anything else is left to the driver', () => {
  expect(arrayLiteral([1, -2, 0.5, null])).toBe('{1,-2,0.5,null}');
  expect(arrayLiteral([new Date(0)])).toBeNull();
  expect(arrayLiteral([Buffer.from('x')])).toBeNull();
  expect(arrayLiteral([['a']])).toBeNull();
});
