import { parseSync } from 'rolldown/utils';
import type { Comment, Node, Program } from './ast.ts';
import { lineAt, perTree, type Tree } from './tree.ts';

// Some kinds of node carry several types, so this asks whether the type is one of theirs.
type NodeOf<Type extends Node['type'], Kind = Node> = Kind extends Node
  ? Type extends Kind['type']
    ? Kind
    : never
  : never;

/** One parsed code file. Each node's `parent` is set. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly program: Program;
  /** The first syntax error; the program is empty then. */
  readonly error?: { readonly message: string; readonly line: number };
  /** All nodes of a type in the order of the text. */
  nodes<Type extends Node['type']>(type: Type): readonly NodeOf<Type>[];
  /** The line on which a node or an offset stands. */
  line(at: number | { readonly start: number }): number;
}

const CODE = /\.(ts|tsx|mts|mjs|js)$/;

export const isCode = (path: string): boolean => CODE.test(path) && !path.endsWith('.d.ts');

/** Every code file of the tree, parsed once for all rules. */
export const sourcesOf = perTree((tree): readonly Source[] =>
  tree.paths.filter(isCode).map((path) => parse(path, tree.text(path))),
);

const sourcesByPath = perTree((tree) => new Map(sourcesOf(tree).map((source) => [source.path, source])));

export const sourceAt = (tree: Tree, path: string): Source | undefined => sourcesByPath(tree).get(path);

function parse(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  const byType = new Map<string, Node[]>();
  index(program, byType);
  const lines = lineFinder(text);
  const error = errors[0] && { message: errors[0].message, line: lineAt(text, errors[0].labels?.[0]?.start ?? 0) };
  return {
    path,
    text,
    comments,
    program,
    error,
    nodes: <Type extends Node['type']>(type: Type) => (byType.get(type) ?? []) as NodeOf<Type>[],
    line: (at) => lines(typeof at === 'number' ? at : at.start),
  };
}

// One walk a file fills an index by type, so that twenty rules do not walk the same tree twenty times.
function index(node: Node, byType: Map<string, Node[]>): void {
  const same = byType.get(node.type);
  if (same) same.push(node);
  else byType.set(node.type, [node]);
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) for (const item of value as unknown[]) descend(item, node, byType);
    else descend(value, node, byType);
  }
}

function descend(value: unknown, parent: Node, byType: Map<string, Node[]>): void {
  if (value === parent.parent || !isNode(value)) return;
  value.parent = parent;
  index(value, byType);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
