import { lineCount, type Finding, type Tree } from '../read/tree.ts';
import { isTest } from '../read/paths.ts';

const COUNTED = /\.([cm]?[jt]sx?|css|sql)$/;

export const FILE_NOTE = 300;
export const FILE_FAIL = 500;
export const TEST_FILE_FAIL = 800;

/** A code file has at most 500 lines, a test 800; above 300 it is worth a second look. Generated docs are not counted. */
export function fileSize(tree: Tree): Finding[] {
  return tree.paths.flatMap((path) => {
    if (!COUNTED.test(path) || path.startsWith('docs/')) return [];
    const lines = lineCount(tree.text(path));
    const limit = isTest(path) ? TEST_FILE_FAIL : FILE_FAIL;
    if (lines <= FILE_NOTE) return [];
    const note = lines <= limit;
    const message = note
      ? `has ${lines} lines; look whether it is two things (it fails above ${limit})`
      : `has ${lines} lines, more than ${limit}; split it by what its parts are about`;
    return [{ path, line: 1, rule: 'file-size', message, note }];
  });
}
