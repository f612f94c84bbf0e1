import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tidy } from '../check.ts';

const GOOD = {
  LICENSE: '',
  'README.md': 'See [the modules](docs/modules.md).',
  'README.zh-CN.md': '',
  'CONTRIBUTING.md': '',
  'docs/ARCHITECTURE.md': '',
  'docs/glossary.md': '',
  'package.json': '{}',
  'packages/kernel/package.json': '{ "dependencies": { "react": "not exact" } }',
  'packages/kernel/node_modules/x/bad_name.ts': 'const = ;',
  'packages/contract/events.ts': "export const events = { 'coupon.used': { says: 'Used.', payload: {} } };",
  'apps/server/openapi.ts': 'export const openApiDocument = async () => ({ z: 1, a: 2 });',
};

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tidy-'));
  for (const [path, text] of Object.entries(GOOD)) put(path, text);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const paths = (findings: readonly { path: string; rule: string }[]): string[] =>
  findings.map(({ path, rule }) => `${path} ${rule}`);

test('a run writes the generated documents, and a check after it finds them in order', async () => {
  const first = await tidy(root, { check: false });
  expect(first.written).toEqual(['docs/modules.md', 'docs/events.md', 'docs/openapi.json']);
  expect(JSON.parse(read('docs/openapi.json'))).toEqual({ a: 2, z: 1 });
  expect(paths(first.findings)).toEqual([
    'apps/server/README.md readmes',
    'packages/contract/README.md readmes',
    'packages/contract/events.ts events',
    'packages/contract/index.ts names',
    'packages/kernel/README.md readmes',
    'packages/kernel/index.ts names',
    'packages/kernel/package.json dependencies',
  ]);
  const second = await tidy(root, { check: true });
  expect(second.written).toEqual([]);
  expect(second.findings).toEqual(first.findings);
});

test('a check writes nothing and finds a document that is out of date', async () => {
  await tidy(root, { check: false });
  put('docs/events.md', 'changed by hand');
  const { findings, written } = await tidy(root, { check: true });
  expect(paths(findings)).toContain('docs/events.md generated');
  expect(written).toEqual([]);
  expect(read('docs/events.md')).toBe('changed by hand');
  expect((await tidy(root, { check: false })).written).toEqual(['docs/events.md']);
  expect(read('docs/events.md')).toContain('## coupon.used');
});

test("a server that cannot describe itself is a finding, and a deleted module's SQL goes", async () => {
  put('apps/server/openapi.ts', "export const openApiDocument = () => Promise.reject(new Error('no such route'));");
  put('docs/sql/gone.sql', '');
  const { findings, written } = await tidy(root, { check: false });
  expect(findings.find(({ rule }) => rule === 'generated')?.message).toContain('no such route');
  expect(written).toContain('docs/sql/gone.sql');
});
