import { perTree, type Tree } from './tree.ts';
import { foldersIn, joinPath } from './paths.ts';

export type WorkspaceKind = 'module' | 'package' | 'app' | 'tool' | 'bench' | 'root';

/** One npm workspace, or the root itself. */
export interface Workspace {
  /** The folder's own name: `coupon`; empty for the root. */
  readonly name: string;
  readonly kind: WorkspaceKind;
  /** The path from the root, empty for the root. */
  readonly folder: string;
  /** The path of its package.json. */
  readonly manifest: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  /** The ways in, as package.json exports them: `.` and `./NAME`, with the path of each file. */
  readonly entries: Readonly<Record<string, string>>;
}

const KINDS: readonly (readonly [string, WorkspaceKind])[] = [
  ['modules', 'module'],
  ['packages', 'package'],
  ['apps', 'app'],
  ['tools', 'tool'],
];

/** Every folder that is a workspace by its place, with or without a package.json, and the root last. */
export const workspacesOf = perTree((tree): readonly Workspace[] => [
  ...KINDS.flatMap(([parent, kind]) => foldersIn(tree, parent).map((name) => read(tree, `${parent}/${name}`, kind))),
  ...(tree.has('bench/package.json') ? [read(tree, 'bench', 'bench')] : []),
  read(tree, '', 'root'),
]);

/** The workspace that a file belongs to. */
export function workspaceOf(tree: Tree, path: string): Workspace {
  const all = workspacesOf(tree);
  return all.find((one) => one.kind !== 'root' && path.startsWith(`${one.folder}/`)) ?? all.at(-1)!;
}

/** The workspace that a specifier such as `@shuke/NAME` or `@shuke/NAME/browser` means. */
export function workspaceNamed(tree: Tree, specifier: string): Workspace | undefined {
  const name = /^@shuke\/([^/]+)/.exec(specifier)?.[1];
  return name === undefined ? undefined : workspacesOf(tree).find((one) => one.name === name);
}

/** The file that such a specifier means; undefined for one that the workspace does not export. */
export function entryNamed(tree: Tree, specifier: string): string | undefined {
  const inside = specifier.split('/').slice(2);
  return workspaceNamed(tree, specifier)?.entries[['.', ...inside].join('/')];
}

function read(tree: Tree, folder: string, kind: WorkspaceKind): Workspace {
  const manifest = folder === '' ? 'package.json' : `${folder}/package.json`;
  const json = tree.has(manifest) ? parseManifest(manifest, tree.text(manifest)) : {};
  const record = (key: string): Record<string, string> => (json[key] ?? {}) as Record<string, string>;
  return {
    name: folder.slice(folder.lastIndexOf('/') + 1),
    kind,
    folder,
    manifest,
    dependencies: record('dependencies'),
    devDependencies: record('devDependencies'),
    scripts: record('scripts'),
    entries: entriesOf(folder, json.exports ?? './index.ts'),
  };
}

function entriesOf(folder: string, exported: unknown): Record<string, string> {
  const all = typeof exported === 'string' ? { '.': exported } : Object(exported);
  const files = Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(files.map(([name, file]) => [name, joinPath(folder, file)]));
}

function parseManifest(path: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}
