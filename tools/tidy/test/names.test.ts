import { expect, test } from 'vitest';
import { names } from '../rules/names.ts';
import { parses } from '../rules/parses.ts';
import { told } from './told.ts';

test.each([
  'modules/coupon/index.ts',
  'modules/coupon/redeem-coupon.ts',
  'README.zh-CN.md',
  'docs/ARCHITECTURE.md',
  'LICENSE',
  'apps/console/locales/zh-CN.ts',
  'docs/adr/0001-one-table.md',
  '.gitignore',
  'db/migrations/0001_merchant/up.sql',
  'modules/coupon/test/coupon.test.ts',
  'modules/coupon/test/redeem-coupon.db.test.ts',
  'test/a.browser.test.ts',
  'tools/setup/test/lock-file.test.mjs',
  'test/helper.ts',
  'vite.config.ts',
])('%s is well named', (path) => {
  expect(told(names, { 'modules/coupon/index.ts': '', [path]: '' })).toEqual([]);
});

test.each([
  ['packages/db/openDb.ts', 'openDb.ts is not kebab-case'],
  ['packages/db/open_db.ts', 'open_db.ts is not kebab-case'],
  ['packages/db/Store/open.ts', 'folder Store is not kebab-case'],
  ['packages/db/open.test.ts', 'is a test outside a folder test/'],
  ['packages/db/test/open.spec.ts', 'does not end with'],
  ['packages/db/test/open.slow.test.ts', 'does not end with'],
  ['packages/db/test/open.db.test.mjs', 'does not end with'],
])('%s is badly named', (path, message) => {
  expect(told(names, { 'packages/db/index.ts': '', [path]: '' })).toEqual([expect.stringContaining(message)]);
});

test('modules and packages have an index', () => {
  expect(told(names, { 'modules/coupon/coupon.ts': '', 'packages/db/open.ts': '', 'apps/server/main.ts': '' })).toEqual(
    [
      'modules/coupon/index.ts:1 modules/coupon lacks index.ts; it is a way in',
      'packages/db/index.ts:1 packages/db lacks index.ts; it is a way in',
    ],
  );
});

test('a package of several rooms has a file for each of them', () => {
  const manifest = { name: '@shuke/models', exports: { './trees': './trees/index.ts', './proof': './proof/index.ts' } };
  expect(
    told(names, { 'packages/models/package.json': JSON.stringify(manifest), 'packages/models/trees/index.ts': '' }),
  ).toEqual(['packages/models/proof/index.ts:1 packages/models lacks proof/index.ts; it is a way in']);
});

test('exports have names, except in a configuration', () => {
  const files = {
    'a.ts': 'const a = 1;\nexport default a;',
    'b.ts': 'const b = 1;\nexport { b as default };',
    'vitest.config.ts': 'export default {};',
  };
  expect(told(names, files)).toEqual([
    'a.ts:2 exports a default; export it by name',
    'b.ts:2 exports a default; export it by name',
  ]);
});

test('a file that does not parse is a finding, not a crash', () => {
  expect(told(parses, { 'a.ts': 'const a = 1;', 'b.ts': '\nconst = ;' })).toEqual([
    'b.ts:2 Unexpected token; correct the syntax',
  ]);
});
