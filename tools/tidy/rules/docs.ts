import type { Finding, Tree } from '../read/tree.ts';
import { linksIn } from '../read/markdown.ts';
import { folderOf, joinPath } from '../read/paths.ts';

const RULE = 'docs';
const NEEDED = [
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  'docs/ARCHITECTURE.md',
  'docs/glossary.md',
];

/** The documents that a newcomer looks for are there, and links between files lead somewhere. */
export function docs(tree: Tree): Finding[] {
  const missing = NEEDED.filter((path) => !tree.has(path)).map((path) => ({
    path,
    line: 1,
    rule: RULE,
    message: 'is missing; a newcomer looks for it',
  }));
  const folders = foldersOf(tree);
  const broken = tree.paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      linksIn(tree.text(path)).flatMap(({ target, line }) => {
        const message = linkFault(tree, folders, { path, target });
        return message === undefined ? [] : [{ path, line, rule: RULE, message }];
      }),
    );
  return [...missing, ...uniquePlaces(broken)];
}

function linkFault(
  tree: Tree,
  folders: ReadonlySet<string>,
  link: { path: string; target: string },
): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|#|\/\/)/i.test(link.target)) return undefined;
  const file = decodeURIComponent(link.target.replace(/[?#].*$/, ''));
  const target = file.startsWith('/') ? joinPath('', file) : joinPath(folderOf(link.path), file);
  if (target.startsWith('..')) return `the link ${link.target} leaves the repository; name the place in words`;
  if (tree.has(target) || folders.has(target)) return undefined;
  return `the link ${link.target} leads nowhere; correct or remove it`;
}

function foldersOf(tree: Tree): Set<string> {
  const folders = new Set(['']);
  for (const path of tree.paths) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
}

// A picture inside a link is read twice, once with the link around it.
function uniquePlaces(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(findings.map((finding) => [`${finding.path}:${finding.line}:${finding.message}`, finding])).values(),
  ];
}
