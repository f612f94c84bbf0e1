/** The files of a repository by their path from its root, as the rules see them: on disk or made up in a test. */
export interface Tree {
  /** Every path, sorted, with `/` between folders. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The text of a file; throws for a path that the tree does not have. */
  text(path: string): string;
}

/** One broken rule at one place. A note is printed and does not fail the run. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What is wrong and what to do about it, as one sentence or two. */
  readonly message: string;
  readonly note?: boolean;
}

export type Rule = (tree: Tree) => Finding[];

/** A tree whose texts are given at once; the tests of the rules are written with it. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const texts = new Map(Object.entries(files));
  return lazyTree([...texts.keys()], (path) => texts.get(path) ?? '');
}

/** A tree that asks for each text when it is first needed and keeps it. */
export function lazyTree(paths: readonly string[], load: (path: string) => string): Tree {
  const known = new Set(paths);
  const texts = new Map<string, string>();
  const text = (path: string): string => {
    if (!known.has(path)) throw new Error(`the tree has no file ${path}`);
    let found = texts.get(path);
    if (found === undefined) texts.set(path, (found = load(path)));
    return found;
  };
  return { paths: [...known].sort(), has: (path) => known.has(path), text };
}

/** Computes something of a tree once, however many rules ask for it. */
export function perTree<T>(make: (tree: Tree) => T): (tree: Tree) => T {
  const made = new WeakMap<Tree, { value: T }>();
  return (tree) => {
    let entry = made.get(tree);
    if (!entry) made.set(tree, (entry = { value: make(tree) }));
    return entry.value;
  };
}

/** The line, counted from 1, on which an offset of a text stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** How many lines a text has; a newline at the end does not begin another line. */
export const lineCount = (text: string): number =>
  text === '' ? 0 : lineAt(text, text.length) - (text.endsWith('\n') ? 1 : 0);
