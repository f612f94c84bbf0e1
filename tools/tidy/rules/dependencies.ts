import { isBuiltin } from 'node:module';
import type { Finding, Tree } from '../read/tree.ts';
import { importsOf, packageOf, type Import } from '../read/imports.ts';
import { isConfig, isTest } from '../read/paths.ts';
import { sourcesOf, type Source } from '../read/source.ts';
import { stringValue } from '../read/ast.ts';
import { workspaceOf, workspacesOf, type Workspace } from '../read/workspaces.ts';

const RULE = 'dependencies';

/** What a workspace imports is declared in its package.json, what is declared is used, and versions are exact. */
export function dependencies(tree: Tree): Finding[] {
  const sources = Map.groupBy(sourcesOf(tree), (source) => workspaceOf(tree, source.path));
  return workspacesOf(tree).flatMap((workspace) => {
    const own = sources.get(workspace) ?? [];
    const findings = own.flatMap((source) => undeclared(tree, workspace, source));
    if (!tree.has(workspace.manifest)) return findings;
    // A workspace that is not built yet has nothing that could use what it declares.
    if (workspace.kind !== 'root' && own.length > 0) findings.push(...unused(tree, workspace, own));
    return [...findings, ...inexact(tree, workspace)];
  });
}

function undeclared(tree: Tree, workspace: Workspace, source: Source): Finding[] {
  return importsOf(source).flatMap((one) => {
    const name = packageOf(one.specifier);
    if (name === undefined || isBuiltin(one.specifier) || name === `@shuke/${workspace.name}`) return [];
    const message = declarationFault(tree, workspace, { ...one, name, path: source.path });
    return message === undefined ? [] : [{ path: source.path, line: one.line, rule: RULE, message }];
  });
}

function declarationFault(
  tree: Tree,
  workspace: Workspace,
  use: Import & { name: string; path: string },
): string | undefined {
  if (use.name in workspace.dependencies) return undefined;
  const shipped = !isTest(use.path) && !isConfig(use.path) && workspace.kind !== 'bench' && workspace.kind !== 'root';
  if (use.name in workspace.devDependencies) {
    if (!shipped || use.typeOnly) return undefined;
    return `${use.name} is only a devDependency, yet shipped code imports it; move it to dependencies of ${workspace.manifest}`;
  }
  const root = workspacesOf(tree).at(-1)!;
  if (!shipped && (use.name in root.devDependencies || use.name === '@shuke/testkit')) return undefined;
  return `${use.name} is not declared; add it to ${workspace.manifest}`;
}

function unused(tree: Tree, workspace: Workspace, sources: readonly Source[]): Finding[] {
  const named = namedPackages(sources);
  const scripts = Object.values(workspace.scripts).join(' ');
  const declared = Object.keys({ ...workspace.dependencies, ...workspace.devDependencies });
  return declared.flatMap((name) => {
    const typesOf = name.startsWith('@types/') ? name.slice('@types/'.length).replace(/^(.+)__/, '@$1/') : name;
    if (named.has(typesOf) || typesOf === 'node' || scripts.includes(typesOf)) return [];
    const message = `${name} is declared and never used; remove it from ${workspace.manifest}`;
    return [{ path: workspace.manifest, line: lineOf(tree, workspace, name), rule: RULE, message }];
  });
}

// A package may also be named by a string, to be resolved or loaded later, and JSX imports react by itself.
function namedPackages(sources: readonly Source[]): Set<string> {
  const named = new Set<string>();
  for (const source of sources) {
    const texts = [
      ...source.nodes('Literal').map((node) => stringValue(node)),
      ...source.nodes('TemplateLiteral').map((node) => node.quasis[0]?.value.raw),
    ];
    for (const text of texts) {
      const name = packageOf(text || '.');
      if (name !== undefined) named.add(name);
      // `@name/linux-x64` and the like are the platform's part of `name`, which brings it.
      const scope = /^@([^/]+)\//.exec(text ?? '')?.[1];
      if (scope !== undefined) named.add(scope);
    }
    if (source.path.endsWith('.tsx')) named.add('react');
  }
  return named;
}

function inexact(tree: Tree, workspace: Workspace): Finding[] {
  const all = Object.entries({ ...workspace.dependencies, ...workspace.devDependencies });
  return all.flatMap(([name, version]) => {
    if (/^\d/.test(version)) return [];
    const message = `${name} is pinned as ${version}; write the exact version`;
    return [{ path: workspace.manifest, line: lineOf(tree, workspace, name), rule: RULE, message }];
  });
}

function lineOf(tree: Tree, workspace: Workspace, name: string): number {
  const lines = tree.text(workspace.manifest).split('\n');
  return Math.max(1, lines.findIndex((line) => line.trimStart().startsWith(`"${name}":`)) + 1);
}
