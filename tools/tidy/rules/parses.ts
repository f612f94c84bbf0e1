import type { Finding, Tree } from '../read/tree.ts';
import { sourcesOf } from '../read/source.ts';

/** Every code file parses; the other rules see nothing of one that does not. */
export function parses(tree: Tree): Finding[] {
  return sourcesOf(tree).flatMap(({ path, error }) =>
    error ? [{ path, line: error.line, rule: 'parses', message: `${error.message}; correct the syntax` }] : [],
  );
}
