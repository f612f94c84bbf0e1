import { keyName, type FunctionNode, type Node } from './ast.ts';
import type { Source } from './source.ts';

/** One function with a body, however it is written. */
export interface FunctionShape {
  readonly node: FunctionNode;
  readonly name: string;
  readonly line: number;
  /** From its first line to its last, functions inside it included. */
  readonly lines: number;
  /** Parameters without `this`. */
  readonly parameters: number;
}

/** All functions of a file in the order of the text. */
export function functionsOf(source: Source): FunctionShape[] {
  const nodes: FunctionNode[] = [
    ...source.nodes('FunctionDeclaration'),
    ...source.nodes('FunctionExpression'),
    ...source.nodes('ArrowFunctionExpression'),
  ];
  return nodes
    .sort((a, b) => a.start - b.start)
    .map((node) => ({
      node,
      name: nameOf(node) ?? 'a function without a name',
      line: source.line(node),
      lines: source.line(node.end) - source.line(node) + 1,
      parameters: node.params.filter((one) => !isThis(one)).length,
    }));
}

// The parser gives `this` as a plain identifier among the parameters.
const isThis = (parameter: Node): boolean => parameter.type === 'Identifier' && parameter.name === 'this';

/** The name under which a reader finds the place of a node: the nearest named function, constant or property. */
export function enclosingName(node: Node): string {
  for (let at = node.parent; at; at = at.parent) {
    const isFunction = at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression';
    const name = isFunction || at.type === 'ArrowFunctionExpression' ? nameOf(at as FunctionNode) : declaredName(at);
    if (name !== undefined && isNamedPlace(at)) return name;
  }
  return 'the file';
}

// A constant inside a function is not a place to look for; the function is.
function isNamedPlace(node: Node): boolean {
  if (node.type !== 'VariableDeclarator') return true;
  const holder = node.parent?.parent;
  return holder?.type === 'Program' || holder?.type === 'ExportNamedDeclaration';
}

function nameOf(node: FunctionNode): string | undefined {
  if (node.id) return node.id.name;
  return node.parent ? declaredName(node.parent) : undefined;
}

function declaredName(node: Node): string | undefined {
  switch (node.type) {
    case 'VariableDeclarator':
      return node.id.type === 'Identifier' ? node.id.name : undefined;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return keyName(node.key);
    default:
      return undefined;
  }
}
