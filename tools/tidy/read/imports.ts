import type { Source } from './source.ts';
import type { Tree } from './tree.ts';
import { folderOf, joinPath } from './paths.ts';
import { stringValue, type Node } from './ast.ts';
import { entryNamed } from './workspaces.ts';

/** One import, re-export or `import()` of a file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** True where nothing is left of it when the code runs. */
  readonly typeOnly: boolean;
}

/** All imports of a file in the order of the text. An `import()` of a computed name is not among them. */
export function importsOf(source: Source): Import[] {
  const found = [
    ...source.nodes('ImportDeclaration').map((node) => ({ node, from: node.source, typeOnly: onlyTypes(node) })),
    ...source.nodes('ExportNamedDeclaration').map((node) => ({ node, from: node.source, typeOnly: onlyTypes(node) })),
    ...source.nodes('ExportAllDeclaration').map((node) => ({ node, from: node.source, typeOnly: onlyTypes(node) })),
    ...source.nodes('ImportExpression').map((node) => ({ node, from: node.source, typeOnly: false })),
    ...source.nodes('TSImportType').map((node) => ({ node, from: node.source, typeOnly: true })),
  ];
  return found
    .sort((a, b) => a.node.start - b.node.start)
    .flatMap(({ node, from, typeOnly }) => {
      const specifier = stringValue(from);
      return specifier === undefined ? [] : [{ specifier, line: source.line(node), typeOnly }];
    });
}

function onlyTypes(node: Node): boolean {
  if (node.type === 'ExportAllDeclaration') return node.exportKind === 'type';
  if (node.type === 'ExportNamedDeclaration') {
    const named = node.specifiers;
    return node.exportKind === 'type' || (named.length > 0 && named.every((one) => one.exportKind === 'type'));
  }
  if (node.type !== 'ImportDeclaration') return false;
  const named = node.specifiers;
  const eachType = named.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type');
  return node.importKind === 'type' || (named.length > 0 && eachType);
}

/** The file of the tree that a specifier means, for relative paths and workspaces; undefined for anything else. */
export function resolveImport(tree: Tree, from: string, specifier: string): string | undefined {
  const path = specifier.startsWith('.') ? joinPath(folderOf(from), specifier) : entryNamed(tree, specifier);
  return path !== undefined && tree.has(path) ? path : undefined;
}

/** The npm package of a specifier: `@fastify/helmet` of `@fastify/helmet/lib/x.js`; undefined for a relative path. */
export function packageOf(specifier: string): string | undefined {
  if (/^[./#]/.test(specifier)) return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}
