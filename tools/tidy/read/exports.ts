import type { Node } from './ast.ts';
import type { Source } from './source.ts';
import type { Tree } from './tree.ts';
import { keyName } from './ast.ts';
import { resolveImport } from './imports.ts';
import { sourceAt } from './source.ts';

/** The names that a file exports, types included. `export *` is followed through the files of the tree. */
export function exportedNames(tree: Tree, path: string): Set<string> {
  const names = new Set<string>();
  collect(tree, path, { names, seen: new Set() });
  return names;
}

function collect(tree: Tree, path: string, into: { names: Set<string>; seen: Set<string> }): void {
  const source = sourceAt(tree, path);
  if (!source || into.seen.has(path)) return;
  into.seen.add(path);
  for (const name of ownExports(source)) into.names.add(name);
  for (const node of source.nodes('ExportAllDeclaration')) {
    const target = resolveImport(tree, path, node.source.value);
    if (node.exported) into.names.add(keyName(node.exported) ?? '*');
    else if (target !== undefined) collect(tree, target, into);
  }
}

function ownExports(source: Source): string[] {
  return source.nodes('ExportNamedDeclaration').flatMap((node) => {
    const listed = node.specifiers.map((one) => keyName(one.exported) ?? 'default');
    return node.declaration ? declaredNames(node.declaration) : listed;
  });
}

function declaredNames(node: Node): string[] {
  if (node.type === 'VariableDeclaration') {
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  }
  const id = 'id' in node ? (node.id as Node | null) : null;
  return id?.type === 'Identifier' ? [id.name] : [];
}
