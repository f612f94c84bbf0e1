import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environment, fail, isMain, NODE, ROOT, runQuietly, say } from './project.mjs';

const CONSOLE = join(ROOT, 'apps/console');
const STAMP = join(CONSOLE, 'dist/.source-hash');
// What the pages are made of: their own sources, the packages that a browser may use, and the versions of everything else.
const SOURCES = ['apps/console', 'packages/contract', 'packages/kernel', 'package-lock.json'];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'test']);

/** Builds the console's pages into apps/console/dist unless they were built from these very sources. */
export async function ensureConsole() {
  if (!existsSync(join(CONSOLE, 'vite.config.ts'))) return;
  const hash = sourceHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  say('Building the console …');
  const args = [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build'];
  const { status, output } = await runQuietly(NODE, args, {
    cwd: CONSOLE,
    env: environment({ NODE_ENV: 'production' }),
  });
  if (status !== 0) fail(output.trim(), '', 'The console could not be built; the reason is above.');
  writeFileSync(STAMP, hash);
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(join(ROOT, source))) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => !NOT_SOURCES.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
}

if (isMain(import.meta.url)) await ensureConsole();
