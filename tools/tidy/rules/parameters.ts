import type { Finding, Tree } from '../read/tree.ts';
import { functionsOf } from '../read/functions.ts';
import { sourcesOf } from '../read/source.ts';

export const MOST_PARAMETERS = 3;

/** A function takes at most three parameters; with more, a caller cannot see which argument is which. */
export function parameters(tree: Tree): Finding[] {
  return sourcesOf(tree).flatMap((source) =>
    functionsOf(source).flatMap((shape) => {
      if (shape.parameters <= MOST_PARAMETERS) return [];
      const message = `${shape.name} takes ${shape.parameters} parameters; take an options object`;
      return [{ path: source.path, line: shape.line, rule: 'parameters', message }];
    }),
  );
}
