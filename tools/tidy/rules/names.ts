import type { Finding, Tree } from '../read/tree.ts';
import { isTest } from '../read/paths.ts';
import { sourcesOf } from '../read/source.ts';
import { workspacesOf } from '../read/workspaces.ts';

const RULE = 'names';
const WORD = '[a-z0-9]+(-[a-z0-9]+)*';
// A locale such as zh-CN keeps the capitals of its standard.
const KEBAB = new RegExp(`^(${WORD}|[a-z]{2}-[A-Z]{2})(\\.(${WORD}|[a-z]{2}-[A-Z]{2}))*$`);
// What the world writes in capitals.
const CAPITALS = /^(LICENSE|NOTICE|Dockerfile|[A-Z]+(\.[a-z]{2}-[A-Z]{2})?\.md)$/;
const TEST_KINDS = /^[a-z0-9-]+\.((db|http|e2e|browser)\.test\.ts|test\.(ts|mjs))$/;

/** Files and folders are kebab-case, tests lie in test/ under their kind's ending, modules and packages have an index. */
export function names(tree: Tree): Finding[] {
  const finding = (path: string, message: string, line = 1): Finding => ({ path, line, rule: RULE, message });
  const places = tree.paths.flatMap((path) =>
    [...spellingFaults(path), ...testFaults(path)].map((m) => finding(path, m)),
  );
  const indexes = workspacesOf(tree).flatMap(({ kind, folder, entries }) => {
    if (kind !== 'module' && kind !== 'package') return [];
    // A package of several rooms exports each of them and has no index of its own; a module always has one.
    const ways = kind === 'module' ? [`${folder}/index.ts`] : Object.values(entries);
    const missing = ways.filter((path) => !path.includes('*') && !tree.has(path));
    return missing.map((path) => finding(path, `${folder} lacks ${path.slice(folder.length + 1)}; it is a way in`));
  });
  const defaults = sourcesOf(tree).flatMap((source) => {
    if (/\.config\.[cm]?[jt]s$/.test(source.path)) return [];
    const lines = [...source.nodes('ExportDefaultDeclaration'), ...source.nodes('ExportSpecifier').filter(isDefault)];
    return lines.map((node) => finding(source.path, 'exports a default; export it by name', source.line(node)));
  });
  return [...places, ...indexes, ...defaults];
}

const isDefault = ({ exported }: { exported: object }): boolean => 'name' in exported && exported.name === 'default';

function spellingFaults(path: string): string[] {
  // Migrations are named NNNN_owner_what, which the rule of migrations checks; generated SQL is named after modules.
  const parts = path.startsWith('db/migrations/') ? path.split('/').slice(3) : path.split('/');
  const file = parts.at(-1) ?? '';
  const folder = parts.slice(0, -1).find((part) => !KEBAB.test(part));
  if (folder !== undefined) return [`folder ${folder} is not kebab-case; rename it`];
  const fine = file.startsWith('.') || KEBAB.test(file) || CAPITALS.test(file);
  return fine ? [] : [`${file} is not kebab-case; rename it`];
}

function testFaults(path: string): string[] {
  const file = path.slice(path.lastIndexOf('/') + 1);
  if (!/\.(test|spec)\.[cm]?[jt]sx?$/.test(file)) return [];
  if (!isTest(path)) return ['is a test outside a folder test/; move it there, or it is taken for shipped code'];
  if (TEST_KINDS.test(file)) return [];
  return [
    'does not end with .test.ts, .db.test.ts, .http.test.ts, .e2e.test.ts or .browser.test.ts; no run would find it',
  ];
}
