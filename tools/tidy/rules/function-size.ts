import type { Finding, Tree } from '../read/tree.ts';
import { rootName } from '../read/ast.ts';
import { functionsOf, type FunctionShape } from '../read/functions.ts';
import { isTest } from '../read/paths.ts';
import { sourcesOf } from '../read/source.ts';

export const FUNCTION_NOTE = 50;
export const FUNCTION_FAIL = 70;
/** A React component is mostly markup, which is long without being intricate. */
export const COMPONENT_NOTE = 90;
export const COMPONENT_FAIL = 120;

/** A function has at most 70 lines, in a .tsx file of an app 120; the body of a test suite is not counted. */
export function functionSize(tree: Tree): Finding[] {
  return sourcesOf(tree).flatMap((source) => {
    const markup = /^apps\/.*\.tsx$/.test(source.path);
    const [look, fail] = markup ? [COMPONENT_NOTE, COMPONENT_FAIL] : [FUNCTION_NOTE, FUNCTION_FAIL];
    return functionsOf(source).flatMap((shape) => {
      if (shape.lines <= look || (isTest(source.path) && isSuite(shape))) return [];
      const note = shape.lines <= fail;
      const message = note
        ? `${shape.name} has ${shape.lines} lines; look whether a part has a name of its own (it fails above ${fail})`
        : `${shape.name} has ${shape.lines} lines, more than ${fail}; give its parts names of their own`;
      return [{ path: source.path, line: shape.line, rule: 'function-size', message, note }];
    });
  });
}

function isSuite({ node }: FunctionShape): boolean {
  const call = node.parent;
  return call?.type === 'CallExpression' && ['describe', 'suite'].includes(rootName(call.callee) ?? '');
}
