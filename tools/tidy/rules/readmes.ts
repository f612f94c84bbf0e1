import { lineCount, type Finding, type Tree } from '../read/tree.ts';
import { workspacesOf } from '../read/workspaces.ts';

const RULE = 'readmes';
export const README_LINES = 120;
const HEADINGS = ['## Meaning', '## Owns', '## Invariants', '## Boundaries'];

/** Each module, package and app has a README of at most 120 lines; a module's says the same four things. */
export function readmes(tree: Tree): Finding[] {
  return workspacesOf(tree).flatMap(({ kind, folder }) => {
    if (kind !== 'module' && kind !== 'package' && kind !== 'app') return [];
    const path = `${folder}/README.md`;
    const finding = (message: string): Finding => ({ path, line: 1, rule: RULE, message });
    if (!tree.has(path)) return [finding('is missing; write what this is for and where it ends')];
    const text = tree.text(path);
    const lines = lineCount(text);
    const findings: Finding[] = [];
    if (lines > README_LINES)
      findings.push(finding(`has ${lines} lines, more than ${README_LINES}; keep what a newcomer needs`));
    if (kind !== 'module') return findings;
    const headings = new Set(text.split('\n').map((line) => line.trim()));
    const missing = HEADINGS.filter((heading) => !headings.has(heading));
    if (missing.length > 0) findings.push(finding(`lacks the heading ${missing.join(', ')}; add it with its text`));
    return findings;
  });
}
