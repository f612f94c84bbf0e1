import type { Finding, Tree } from '../read/tree.ts';
import { eventsDoc } from './events.ts';
import { modulesDoc } from './modules.ts';
import { openApiDoc } from './openapi.ts';
import { sqlDocs } from './sql.ts';

const RULE = 'generated';

/** The generated documents by path, and what went wrong where one could not be made. */
export interface Generated {
  readonly files: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/** Makes every generated document of a checkout in memory. */
export async function generate(tree: Tree, root: string): Promise<Generated> {
  const makers: readonly (readonly [string, () => object | Promise<object>])[] = [
    ['docs/modules.md', () => modulesDoc(tree)],
    ['docs/sql', () => sqlDocs(tree)],
    ['docs/events.md', () => eventsDoc(root)],
    ['docs/openapi.json', () => openApiDoc(root)],
  ];
  const files: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const [path, make] of makers) {
    try {
      Object.assign(files, await make());
    } catch (error) {
      const message = `could not be made: ${(error as Error).message}; correct what it is made from`;
      findings.push({ path, line: 1, rule: RULE, message });
    }
  }
  return { files, findings };
}

/** Where the documents of a checkout differ from what they should be. */
export function staleDocs(tree: Tree, { files }: Generated): Finding[] {
  const finding = (path: string, message: string): Finding => ({ path, line: 1, rule: RULE, message });
  const changed = Object.entries(files).flatMap(([path, text]) => {
    if (!tree.has(path)) return [finding(path, 'is missing; run `npm run tidy` and commit it')];
    const line = firstDifference(tree.text(path), text);
    return line === 0 ? [] : [{ ...finding(path, 'is out of date; run `npm run tidy` and commit it'), line }];
  });
  return [
    ...changed,
    ...leftOver(tree, files).map((path) => finding(path, 'is of no module any more; run `npm run tidy`')),
  ];
}

/** Generated files that nothing generates any more. */
export function leftOver(tree: Tree, files: Readonly<Record<string, string>>): string[] {
  return tree.paths.filter((path) => /^docs\/sql\/[^/]+\.sql$/.test(path) && !(path in files));
}

function firstDifference(old: string, due: string): number {
  if (old === due) return 0;
  const [a, b] = [old.split('\n'), due.split('\n')];
  return b.findIndex((line, i) => line !== a[i]) + 1 || b.length;
}
