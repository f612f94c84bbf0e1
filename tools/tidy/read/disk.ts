import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lazyTree, type Tree } from './tree.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'coverage']);

/**
 * Reads a checkout. Dependencies, build results and hidden folders are left out; it does not ask git, so that it
 * also works in an unpacked archive and sees files that are not added yet.
 */
export function readTree(root: string): Tree {
  const paths: string[] = [];
  collect(root, '', paths);
  return lazyTree(paths, (path) => readFileSync(join(root, path), 'utf8'));
}

function collect(root: string, folder: string, paths: string[]): void {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) paths.push(path);
    else if (entry.isDirectory() && !entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) {
      collect(root, path, paths);
    }
  }
}
