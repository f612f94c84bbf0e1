import { expect, test } from 'vitest';
import { tiers } from '../rules/tiers.ts';
import { manifest, told } from './told.ts';

const HOUSE = {
  'packages/kernel/index.ts': '',
  'packages/contract/index.ts': '',
  'packages/db/index.ts': '',
  'packages/http/index.ts': '',
  'packages/testkit/index.ts': '',
  'packages/sandbox/index.ts': '',
  'modules/merchant/index.ts': '',
  'modules/coupon/index.ts': '',
  'modules/loyalty/index.ts': '',
  'modules/order/index.ts': '',
  'apps/server/index.ts': '',
  'apps/console/main.tsx': '',
  'tools/tidy/index.ts': '',
};

const using = (path: string, specifier: string): string[] =>
  told(tiers, { ...HOUSE, [path]: `import { x } from '${specifier}';\nx();` });

test.each([
  ['modules/order/a.ts', '@shuke/coupon'],
  ['modules/order/a.ts', '@shuke/db'],
  ['modules/coupon/test/a.test.ts', '@shuke/testkit'],
  ['modules/coupon/test/a.test.ts', '@shuke/sandbox'],
  ['packages/http/a.ts', '@shuke/db'],
  ['packages/db/test/a.db.test.ts', '@shuke/testkit'],
  ['packages/testkit/a.ts', '@shuke/http'],
  ['apps/server/a.ts', '@shuke/order'],
  ['apps/console/a.ts', '@shuke/contract'],
  ['bench/a.ts', '@shuke/testkit'],
  ['tools/tidy/a.ts', '@shuke/db'],
  ['modules/order/a.ts', './index.ts'],
  ['modules/order/a.ts', 'node:fs'],
])('%s may import %s', (path, specifier) => {
  expect(using(path, specifier)).toEqual([]);
});

test.each([
  ['modules/coupon/a.ts', '@shuke/order', 'coupon is of tier 3 and order of tier 4'],
  ['modules/coupon/a.ts', '@shuke/loyalty', 'coupon is of tier 3 and loyalty of tier 3'],
  ['modules/coupon/test/a.test.ts', '@shuke/order', 'coupon is of tier 3 and order of tier 4'],
  ['modules/order/a.ts', '@shuke/testkit', 'testkit is for tests'],
  ['modules/order/a.ts', '@shuke/sandbox', 'a module may import'],
  ['modules/order/a.ts', '@shuke/server', 'is a program'],
  ['modules/order/a.ts', '@shuke/tidy', 'is a tool'],
  ['modules/order/a.ts', '@shuke/nowhere', 'there is no workspace'],
  ['modules/order/a.ts', '@shuke/coupon/coupon-store.ts', 'is not exported'],
  ['modules/order/a.ts', '@shuke/order', 'its own workspace'],
  ['modules/order/a.ts', '../coupon/coupon-store.ts', 'reaches inside modules/coupon'],
  ['modules/order/a.ts', '../../../shared/data.ts', 'leaves the repository'],
  ['packages/kernel/a.ts', '@shuke/contract', 'package kernel may import no other package'],
  ['packages/contract/a.ts', '@shuke/db', 'package contract may import kernel'],
  ['packages/db/a.ts', '@shuke/http', 'package db may import contract, kernel'],
  ['packages/testkit/a.ts', '@shuke/order', 'a package never imports a module'],
  ['apps/console/a.ts', '@shuke/db', 'runs in a browser'],
  ['apps/console/a.ts', '@shuke/order', 'runs in a browser'],
  ['apps/console/a.ts', '@shuke/server', 'is a program'],
])('%s may not import %s', (path, specifier, message) => {
  expect(using(path, specifier)).toEqual([expect.stringContaining(message)]);
  expect(using(path, specifier)[0]).toMatch(`${path}:1 `);
});

test.each([
  "export { x } from '@shuke/order';",
  "const x = import('@shuke/order');",
  "let x: import('@shuke/order').X;",
])('every way of importing counts: %s', (code) => {
  expect(told(tiers, { ...HOUSE, 'modules/coupon/a.ts': code })).toHaveLength(1);
});

test('a package may export further ways in, a module may not', () => {
  const ways = JSON.stringify({ exports: { '.': './index.ts', './embedded': './embedded/index.ts' } });
  const use = "import { x } from '@shuke/db/embedded';";
  const files = { ...HOUSE, 'packages/db/package.json': ways, 'apps/server/a.ts': use };
  expect(told(tiers, files)).toEqual([]);
  expect(told(tiers, { ...HOUSE, 'modules/coupon/package.json': ways })).toEqual([
    'modules/coupon/package.json:1 a module exports its index and nothing else; remove the other exports',
  ]);
});

test('a module that the design does not know is reported', () => {
  expect(told(tiers, { 'modules/parking/package.json': manifest() })).toEqual([
    expect.stringContaining('module parking has no place in the design'),
  ]);
});
