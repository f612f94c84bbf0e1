import { keyName, unwrap, type Node } from './ast.ts';
import { importsOf, resolveImport } from './imports.ts';
import { sourceAt, type Source } from './source.ts';
import type { Tree } from './tree.ts';

/** One key of a registry and where it stands. */
export interface Entry {
  readonly key: string;
  readonly path: string;
  readonly line: number;
}

/**
 * The keys of an object that a file declares under a name. Objects spread into it are followed by name, within the
 * file and through its relative imports.
 */
export function registryKeys(tree: Tree, path: string, name: string): Entry[] {
  const source = sourceAt(tree, path);
  const init = source?.nodes('VariableDeclarator').find(({ id }) => keyName(id) === name)?.init;
  if (!source || !init) return [];
  return objectKeys(tree, source, init);
}

function objectKeys(tree: Tree, source: Source, node: Node): Entry[] {
  const object = objectIn(node);
  if (object?.type !== 'ObjectExpression') return [];
  return object.properties.flatMap((property) => {
    if (property.type === 'Property') {
      const key = keyName(property.key);
      return key === undefined ? [] : [{ key, path: source.path, line: source.line(property) }];
    }
    const spread = unwrap(property.argument);
    return spread.type === 'Identifier' ? namedKeys(tree, source, spread.name) : objectKeys(tree, source, spread);
  });
}

// The object may be wrapped: `{…} as const satisfies X`, `define({…})`, `Object.freeze({…})`.
function objectIn(node: Node): Node | undefined {
  const inner = unwrap(node);
  return inner.type === 'CallExpression' && inner.arguments[0] ? unwrap(inner.arguments[0]) : inner;
}

function namedKeys(tree: Tree, source: Source, name: string): Entry[] {
  const here = registryKeys(tree, source.path, name);
  if (here.length > 0) return here;
  return importsOf(source).flatMap(({ specifier }) => {
    const target = specifier.startsWith('.') ? resolveImport(tree, source.path, specifier) : undefined;
    return target === undefined ? [] : registryKeys(tree, target, name);
  });
}

/** Every string that code says, type literals included, with the first place where it is said. */
export function saidStrings(sources: readonly Source[]): ReadonlySet<string> {
  const said = new Set<string>();
  for (const source of sources) {
    for (const node of source.nodes('Literal')) if (typeof node.value === 'string') said.add(node.value);
    for (const node of source.nodes('TemplateElement')) said.add(node.value.raw);
  }
  return said;
}
