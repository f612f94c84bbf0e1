import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate, leftOver, staleDocs } from './generate/generate.ts';
import { readTree } from './read/disk.ts';
import type { Finding, Tree } from './read/tree.ts';
import { allRules } from './rules/all.ts';

/** What a run found. Notes are worth a look; findings fail the run. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
  /** Generated documents that were written or deleted; none when only checking. */
  readonly written: readonly string[];
  readonly files: number;
}

/** Runs every rule over a checkout. Without `check` it first writes the generated documents. */
export async function tidy(root: string, options: { check: boolean }): Promise<Outcome> {
  const before = readTree(root);
  const generated = await generate(before, root);
  const written = options.check ? [] : write(root, before, generated.files);
  const tree = written.length > 0 ? readTree(root) : before;
  const stale = options.check ? staleDocs(tree, generated) : [];
  const all = [...generated.findings, ...stale, ...runRules(tree)];
  return {
    findings: all.filter((finding) => !finding.note),
    notes: all.filter((finding) => finding.note),
    written,
    files: tree.paths.length,
  };
}

/** Every finding of every rule on a tree, in the order of path and line. */
export function runRules(tree: Tree): Finding[] {
  const found = allRules.flatMap((rule) => rule(tree));
  return found.sort((a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.rule, b.rule));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function write(root: string, tree: Tree, files: Readonly<Record<string, string>>): string[] {
  const changed = Object.keys(files).filter((path) => !tree.has(path) || tree.text(path) !== files[path]);
  for (const path of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files[path]!);
  }
  const gone = leftOver(tree, files);
  for (const path of gone) rmSync(join(root, path));
  return [...changed, ...gone];
}
