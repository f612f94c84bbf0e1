import type { ParseResult } from 'rolldown/utils';
import type { ArrowFunctionExpression, Function, Node, Program } from '@oxc-project/types';

export type { Node, Program };
export type FunctionNode = Function | ArrowFunctionExpression;
export type Comment = ParseResult['comments'][number];

/** The text of a string literal or of a template without placeholders. */
export function stringValue(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.raw;
  return undefined;
}

/** Every string that an expression may come to: both arms of `a ? 'x' : 'y'`, both sides of `??`, inside `as`. */
export function possibleStrings(node: Node | null | undefined): { value: string; node: Node }[] {
  if (!node) return [];
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate].flatMap(possibleStrings);
  if (node.type === 'LogicalExpression') return [node.left, node.right].flatMap(possibleStrings);
  const inner = unwrap(node);
  const value = stringValue(inner);
  return value === undefined ? [] : [{ value, node: inner }];
}

/** What stands inside parentheses, `as`, `satisfies` and `!`. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** The name of a property, an identifier or a string key. */
export function keyName(node: Node): string | undefined {
  return node.type === 'Identifier' ? node.name : stringValue(node);
}

/** The last name of a callee or a tag: `append` of `outbox.append`. */
export function lastName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression' && !node.computed) return node.property.name;
  return undefined;
}

/** The first name of a chain: `test` of `test.skip.only`. */
export function rootName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'MemberExpression') return rootName(node.object);
  if (node.type === 'CallExpression') return rootName(node.callee);
  return undefined;
}
