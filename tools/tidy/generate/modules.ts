import { importsOf } from '../read/imports.ts';
import { migrationsOf } from '../read/migrations.ts';
import { isTest } from '../read/paths.ts';
import { sourcesOf } from '../read/source.ts';
import type { Tree } from '../read/tree.ts';
import { workspaceNamed, workspaceOf, workspacesOf, type Workspace } from '../read/workspaces.ts';
import { moduleTiers } from '../tiers.ts';

/** docs/modules.md: which module imports which and what each owns. Sizes are left out: any change would make it stale. */
export function modulesDoc(tree: Tree): Record<string, string> {
  const built = workspacesOf(tree).filter(({ kind, folder }) => kind !== 'root' && tree.has(`${folder}/package.json`));
  if (built.length === 0) return {};
  const uses = usesOf(tree);
  const modules = built.filter((one) => one.kind === 'module').sort((a, b) => tierOf(a) - tierOf(b));
  const others = built.filter((one) => one.kind === 'package' || one.kind === 'app');
  const text = `# Modules

Written by \`npm run tidy\`; do not edit. An arrow is an import. A module imports lower tiers only, through their index.

${diagram(modules, uses)}

| module | tier | imports | tables it owns |
| --- | --: | --- | --- |
${modules.map((one) => moduleRow(tree, one, uses)).join('\n')}

## Packages and apps

| | imports |
| --- | --- |
${others.map((one) => `| ${one.folder} | ${namesOf(uses.get(one))} |`).join('\n')}
`;
  return { 'docs/modules.md': text };
}

type Uses = ReadonlyMap<Workspace, ReadonlySet<Workspace>>;

const tierOf = (module: Workspace): number => moduleTiers[module.name] ?? 0;

function usesOf(tree: Tree): Uses {
  const uses = new Map<Workspace, Set<Workspace>>();
  for (const source of sourcesOf(tree).filter(({ path }) => !isTest(path))) {
    const from = workspaceOf(tree, source.path);
    const targets = uses.get(from) ?? new Set();
    for (const { specifier } of importsOf(source)) {
      const to = workspaceNamed(tree, specifier);
      if (to && to !== from) targets.add(to);
    }
    uses.set(from, targets);
  }
  return uses;
}

function diagram(modules: readonly Workspace[], uses: Uses): string {
  const byTier = [...Map.groupBy(modules, tierOf)];
  const boxes = byTier.map(([tier, all]) => {
    const inside = all.map(({ name }) => `    ${name}`).join('\n');
    return `  subgraph tier${tier}["tier ${tier}"]\n${inside}\n  end`;
  });
  const arrows = modules.flatMap((from) =>
    sorted(uses.get(from), 'module').map((name) => `  ${from.name} --> ${name}`),
  );
  return ['```mermaid', 'graph BT', ...boxes, ...arrows, '```'].join('\n');
}

function moduleRow(tree: Tree, module: Workspace, uses: Uses): string {
  const owned = migrationsOf(tree).filter((migration) => migration.owner === module.name);
  const tables = owned.flatMap((migration) => migration.tables.map(({ name }) => name)).sort();
  const cells = [
    module.name,
    tierOf(module),
    namesOf(uses.get(module)),
    tables.map((name) => `\`${name}\``).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

const namesOf = (uses: ReadonlySet<Workspace> | undefined): string =>
  [...sorted(uses, 'package'), ...sorted(uses, 'module').map((name) => `**${name}**`)].join(', ');

const sorted = (uses: ReadonlySet<Workspace> | undefined, kind: Workspace['kind']): string[] =>
  [...(uses ?? [])]
    .filter((one) => one.kind === kind)
    .map(({ name }) => name)
    .sort();
