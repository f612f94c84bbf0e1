import type { Tree } from './tree.ts';

/** The folder a path stands in, without a slash at the end; empty for the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A path relative to a folder, with `.` and `..` resolved. What climbs out of the root keeps its leading `..`. */
export function joinPath(folder: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** True for what stands in a folder named `test`: tests and their helpers, which are never shipped. */
export const isTest = (path: string): boolean => path.startsWith('test/') || path.includes('/test/');

/** True for a file that configures a tool, such as vite.config.ts. */
export const isConfig = (path: string): boolean => /(^|\/)[a-z-]+\.config\.[cm]?[jt]s$/.test(path);

/** The `modules/NAME` that a path belongs to, by name. */
export const moduleOf = (path: string): string | undefined => /^modules\/([^/]+)\//.exec(path)?.[1];

/** The names of the folders directly inside a folder, sorted. */
export function foldersIn(tree: Tree, folder: string): string[] {
  const names = new Set<string>();
  const prefix = `${folder}/`;
  for (const path of tree.paths) {
    const rest = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    if (rest.includes('/')) names.add(rest.slice(0, rest.indexOf('/')));
  }
  return [...names].sort();
}
