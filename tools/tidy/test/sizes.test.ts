import { expect, test } from 'vitest';
import { fileSize } from '../rules/file-size.ts';
import { functionSize } from '../rules/function-size.ts';
import { indexExports } from '../rules/index-exports.ts';
import { parameters } from '../rules/parameters.ts';
import { lines, told } from './told.ts';

test('a file fails above 500 lines, a test above 800, and is noted above 300', () => {
  const files = {
    'a.ts': lines(300),
    'b.ts': lines(500),
    'c.ts': lines(501),
    'test/d.test.ts': lines(800),
    'test/e.test.ts': lines(801),
    'db/f.sql': lines(501, '-- a line'),
    'docs/sql/g.sql': lines(900, '-- a line'),
  };
  expect(told(fileSize, files).map((line) => line.split(' has')[0])).toEqual([
    'note b.ts:1',
    'c.ts:1',
    'db/f.sql:1',
    'note test/d.test.ts:1',
    'test/e.test.ts:1',
  ]);
});

const functionOf = (count: number, head = 'export function f() {'): string => `${head}\n${lines(count - 2)}}\n`;

test('a function fails above 70 lines and is noted above 50', () => {
  expect(told(functionSize, { 'a.ts': functionOf(50) })).toEqual([]);
  expect(told(functionSize, { 'a.ts': functionOf(70) })).toEqual([
    expect.stringContaining('note a.ts:1 f has 70 lines'),
  ]);
  expect(told(functionSize, { 'a.ts': `\n${functionOf(71)}` })).toEqual([
    expect.stringMatching(/^a\.ts:2 f has 71 lines/),
  ]);
  expect(told(functionSize, { 'a.ts': functionOf(71, 'const g = async () => {') })).toEqual([
    expect.stringMatching(/^a\.ts:1 g has 71 lines/),
  ]);
  expect(told(functionSize, { 'a.ts': `class A {\n${functionOf(71, 'm() {')}}` })).toEqual([
    expect.stringMatching(/^a\.ts:2 m has 71 lines/),
  ]);
});

test('a component in a .tsx file of an app may have 120 lines', () => {
  expect(told(functionSize, { 'apps/console/a.tsx': functionOf(90) })).toEqual([]);
  expect(told(functionSize, { 'apps/console/a.tsx': functionOf(121) })).toHaveLength(1);
  expect(told(functionSize, { 'modules/coupon/a.tsx': functionOf(90) })).toHaveLength(1);
});

test('the body of a suite is not a function to be shortened, a test is', () => {
  const suite = `describe('coupons', () => {\n${lines(100)}});\n`;
  expect(told(functionSize, { 'test/a.test.ts': suite })).toEqual([]);
  expect(told(functionSize, { 'test/a.test.ts': suite.replace('describe', 'test') })).toHaveLength(1);
});

test('a function takes at most three parameters', () => {
  const fine = 'function f(this: X, a: A, b = 1, ...c: C[]) {}\ntype T = (a: A, b: B, c: C, d: D) => void;';
  expect(told(parameters, { 'a.ts': fine })).toEqual([]);
  const many = 'const f = (a: A, b: B, { c }: C, d?: D) => a;\nclass K {\n  constructor(a: A, b: B, c: C, d: D) {}\n}';
  expect(told(parameters, { 'a.ts': many })).toEqual([
    'a.ts:1 f takes 4 parameters; take an options object',
    'a.ts:3 constructor takes 4 parameters; take an options object',
  ]);
});

test("a module's index fails above 40 exports, through export * too, and is noted above 25", () => {
  const names = (count: number): string =>
    Array.from({ length: count }, (_, i) => `export const x${i} = 1;`).join('\n');
  const index = (count: number) => ({
    'modules/coupon/index.ts': "export * from './all.ts';\nexport { y, type Z } from './other.ts';",
    'modules/coupon/all.ts': names(count),
  });
  expect(told(indexExports, index(23))).toEqual([]);
  expect(told(indexExports, index(38))).toEqual([expect.stringContaining('note modules/coupon/index.ts:1 exports 40')]);
  expect(told(indexExports, index(39))).toEqual([expect.stringContaining('exports 41 names, more than 40')]);
  expect(told(indexExports, { 'packages/kernel/index.ts': names(90) })).toEqual([]);
});
