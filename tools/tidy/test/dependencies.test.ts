import { expect, test } from 'vitest';
import { dependencies } from '../rules/dependencies.ts';
import { manifest, told } from './told.ts';

const ROOT = { 'package.json': manifest([], ['vitest']) };

test('what is imported is declared, in tests the root may declare it', () => {
  const files = {
    ...ROOT,
    'modules/coupon/package.json': manifest(['@shuke/db', 'csv-parse'], ['@types/pg', 'pg', '@types/node']),
    'modules/coupon/a.ts': "import fs from 'node:fs';\nimport { sql } from '@shuke/db';\nimport type pg from 'pg';",
    'modules/coupon/b.ts': "const parser = import('csv-parse/sync');",
    'modules/coupon/test/a.test.ts': "import { test } from 'vitest';\nimport { db } from '@shuke/testkit';",
    'modules/coupon/vite.config.ts': "import { x } from 'vitest';",
  };
  expect(told(dependencies, files)).toEqual([]);
});

test('an undeclared import is reported, in shipped code even when the root declares it', () => {
  const files = {
    ...ROOT,
    'modules/coupon/package.json': manifest(),
    'modules/coupon/a.ts': "import { x } from '@scope/other/deep';\nimport { test } from 'vitest';",
    'modules/coupon/test/a.test.ts': "import fc from 'fast-check';",
  };
  expect(told(dependencies, files)).toEqual([
    'modules/coupon/a.ts:1 @scope/other is not declared; add it to modules/coupon/package.json',
    'modules/coupon/a.ts:2 vitest is not declared; add it to modules/coupon/package.json',
    'modules/coupon/test/a.test.ts:1 fast-check is not declared; add it to modules/coupon/package.json',
  ]);
});

test('shipped code does not run on a devDependency, but may take types of it', () => {
  const types = {
    ...ROOT,
    'apps/a/package.json': manifest([], ['pg']),
    'apps/a/a.ts': "import { type Pool } from 'pg';",
  };
  expect(told(dependencies, types)).toEqual([]);
  expect(told(dependencies, { ...types, 'apps/a/a.ts': "import { type Pool, Client } from 'pg';" })).toHaveLength(1);
  const files = { ...ROOT, 'apps/a/package.json': manifest([], ['pg']), 'apps/a/a.ts': "import pg from 'pg';" };
  expect(told(dependencies, files)).toEqual([expect.stringContaining('apps/a/a.ts:1 pg is only a devDependency')]);
});

test('what is declared is used: by an import, by a name to be resolved or by a script', () => {
  const files = {
    ...ROOT,
    'apps/a/package.json': JSON.stringify({
      scripts: { build: 'vite build' },
      dependencies: { vite: '8.0.0', react: '19.0.0', '@font/noto': '1.0.0', server: '1.0.0', left: '1.0.0' },
      devDependencies: { '@types/react': '19.0.0', '@types/right': '1.0.0' },
    }),
    'apps/a/a.tsx': "export const A = () => <p>{import.meta.resolve('@font/noto/regular.ttf')}</p>;",
    'apps/a/b.ts': 'require.resolve(`@server/${process.platform}`);',
  };
  expect(told(dependencies, files).map((line) => line.split(';')[0])).toEqual([
    'apps/a/package.json:1 left is declared and never used',
    'apps/a/package.json:1 @types/right is declared and never used',
  ]);
});

test('a workspace that is not built yet may declare what it will use', () => {
  expect(told(dependencies, { ...ROOT, 'modules/order/package.json': manifest(['pg']) })).toEqual([]);
});

test('versions are exact', () => {
  const files = { 'package.json': '{\n  "devDependencies": {\n    "a": "1.0.0",\n    "b": "^1.0.0"\n  }\n}' };
  expect(told(dependencies, files)).toEqual(['package.json:4 b is pinned as ^1.0.0; write the exact version']);
});
