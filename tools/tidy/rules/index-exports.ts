import type { Finding, Tree } from '../read/tree.ts';
import { exportedNames } from '../read/exports.ts';
import { workspacesOf } from '../read/workspaces.ts';

export const EXPORTS_NOTE = 25;
export const EXPORTS_FAIL = 40;

/** A module's index, its only way in, exports at most 40 names; above 25 the module may be two. */
export function indexExports(tree: Tree): Finding[] {
  return workspacesOf(tree).flatMap((workspace) => {
    const path = `${workspace.folder}/index.ts`;
    if (workspace.kind !== 'module' || !tree.has(path)) return [];
    const count = exportedNames(tree, path).size;
    if (count <= EXPORTS_NOTE) return [];
    const note = count <= EXPORTS_FAIL;
    const message = note
      ? `exports ${count} names; look whether others need them all (it fails above ${EXPORTS_FAIL})`
      : `exports ${count} names, more than ${EXPORTS_FAIL}; export what other modules call and nothing else`;
    return [{ path, line: 1, rule: 'index-exports', message, note }];
  });
}
