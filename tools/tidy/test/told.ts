import { treeOf, type Rule } from '../read/tree.ts';

/** What a rule says about a made-up tree, one `path:line message` a finding; notes begin with `note`. */
export const told = (rule: Rule, files: Readonly<Record<string, string>>): string[] =>
  rule(treeOf(files)).map(({ path, line, message, note }) => `${note ? 'note ' : ''}${path}:${line} ${message}`);

/** A package.json with these dependencies. */
export const manifest = (dependencies: readonly string[] = [], devDependencies: readonly string[] = []): string => {
  const exact = (names: readonly string[]): object => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  return JSON.stringify({ dependencies: exact(dependencies), devDependencies: exact(devDependencies) }, null, 2);
};

export const lines = (count: number, line = '// a line'): string => `${line}\n`.repeat(count);
