import { expect, test } from 'vitest';
import { forbidden } from '../rules/forbidden.ts';
import { told } from './told.ts';

test.each([
  ['modules/coupon/a.ts', 'const a = b as anyone; // as any'],
  ['modules/coupon/a.ts', "const a = 'TODO'; // todos are people"],
  ['modules/coupon/a.ts', 'const at = new Date(text); const ms = ctx.clock.now();'],
  ['modules/coupon/test/a.test.ts', 'const at = new Date();'],
  ['packages/kernel/clock.ts', 'const at = new Date(); const ms = Date.now();'],
  ['packages/kernel/a.ts', 'rows.only(1); Math.floor(random());'],
  ['db/migrations/0001_foundation/up.sql', "-- not set_config('a', 'b')\nselect current_setting('a');"],
])('%s may say %s', (path, code) => {
  expect(told(forbidden, { [path]: code })).toEqual([]);
});

test.each([
  ['a.ts', '(b as any).c;', 'as any'],
  ['a.ts', 'f(b as any);', 'as any'],
  ['a.ts', '// @ts-ignore\nf();', '@ts-ignore'],
  ['a.ts', '// @ts-nocheck', '@ts-ignore'],
  ['a.ts', '/* TODO later */', 'TODO'],
  ['a.ts', '// FIXME: rounding', 'FIXME'],
  ['test/a.test.ts', "test.only('a', f);", 'test.only'],
  ['test/a.test.ts', "describe.skip.only('a', f);", 'describe.only'],
  ['test/a.test.ts', 'const r = Math.random();', 'Math.random'],
  ['modules/coupon/a.ts', 'const at = new Date();', 'new Date()'],
  ['modules/coupon/a.ts', 'const at = Date.now();', 'Date.now()'],
  ['modules/coupon/a.ts', 'const at = Date();', 'Date.now()'],
  ['packages/db/a.ts', "client.query(`select set_config('a', 'b', true)`);", 'set_config('],
  ['db/migrations/0001_foundation/up.sql', "select set_config('a', 'b', true);", 'set_config('],
  ['db/migrations/0001_foundation/up.sql', "do $$ begin perform set_config('a', 'b', true); end $$;", 'set_config('],
  ['db/migrations/0001_foundation/up.sql', '-- TODO: index', 'TODO'],
])('%s may not say %s', (path, code, message) => {
  expect(told(forbidden, { [path]: code })).toEqual([expect.stringContaining(`${path}:1 ${message}`)]);
});
