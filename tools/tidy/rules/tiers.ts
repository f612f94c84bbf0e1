import type { Finding, Tree } from '../read/tree.ts';
import { browserApps, moduleTiers, packageImports, packagesForModules } from '../tiers.ts';
import { importsOf } from '../read/imports.ts';
import { folderOf, isTest, joinPath } from '../read/paths.ts';
import { sourcesOf } from '../read/source.ts';
import { entryNamed, workspaceNamed, workspaceOf, workspacesOf, type Workspace } from '../read/workspaces.ts';

const RULE = 'tiers';

/** Imports go from apps to modules to packages and, between modules, to a lower tier, always through an index. */
export function tiers(tree: Tree): Finding[] {
  const findings = misplaced(tree);
  for (const source of sourcesOf(tree)) {
    const from = workspaceOf(tree, source.path);
    for (const { specifier, line } of importsOf(source)) {
      const message = fault(tree, { from, specifier, path: source.path });
      if (message !== undefined) findings.push({ path: source.path, line, rule: RULE, message });
    }
  }
  return findings;
}

interface Use {
  readonly from: Workspace;
  readonly specifier: string;
  readonly path: string;
}

function fault(tree: Tree, use: Use): string | undefined {
  if (use.specifier.startsWith('.')) return relativeFault(tree, use);
  if (!use.specifier.startsWith('@shuke/')) return undefined;
  const to = workspaceNamed(tree, use.specifier);
  if (!to) return `there is no workspace ${use.specifier}`;
  if (entryNamed(tree, use.specifier) === undefined) {
    return `${use.specifier} is not exported by ${to.manifest}; import @shuke/${to.name} and export there what is needed`;
  }
  if (to === use.from) return `imports its own workspace by name; use a relative path`;
  return refusal(use, to);
}

function relativeFault(tree: Tree, use: Use): string | undefined {
  const target = joinPath(folderOf(use.path), use.specifier);
  if (target.startsWith('../')) return `${use.specifier} leaves the repository`;
  const to = workspaceOf(tree, target);
  if (to === use.from || use.from.kind === 'root') return undefined;
  return `reaches inside ${to.folder || 'the root'} by a path; import @shuke/${to.name} instead`;
}

function refusal(use: Use, to: Workspace): string | undefined {
  const { from } = use;
  const test = isTest(use.path);
  if (from.kind === 'root' || from.kind === 'bench') return undefined;
  if (to.name === 'testkit' && to.kind === 'package') {
    return test || from.name === 'testkit' ? undefined : 'testkit is for tests and benchmarks only';
  }
  if (to.kind === 'tool' && !test && from.kind !== 'tool') return `${to.name} is a tool; nothing that ships imports it`;
  if (to.kind === 'tool' || from.kind === 'tool') return undefined;
  if (to.kind === 'app' || to.kind === 'bench') return `${to.folder} is a program; nothing imports it`;
  if (from.kind === 'app') return appRefusal(from, to);
  if (from.kind === 'package') return packageRefusal(from, to);
  return moduleRefusal(from, to, test);
}

function appRefusal(from: Workspace, to: Workspace): string | undefined {
  const allowed = browserApps[from.name];
  if (!allowed || (to.kind === 'package' && allowed.includes(to.name))) return undefined;
  return `${from.folder} runs in a browser and may import only ${allowed.join(' and ')}; take ${to.name} over the HTTP API`;
}

function packageRefusal(from: Workspace, to: Workspace): string | undefined {
  if (to.kind === 'module') return `a package never imports a module; turn the dependency round or move the code`;
  const allowed = packageImports[from.name] ?? [];
  if (allowed === '*' || allowed.includes(to.name)) return undefined;
  return `package ${from.name} may import ${allowed.join(', ') || 'no other package'}, not ${to.name}`;
}

function moduleRefusal(from: Workspace, to: Workspace, test: boolean): string | undefined {
  if (to.kind === 'package') {
    if (packagesForModules.includes(to.name) || test) return undefined;
    return `a module may import ${packagesForModules.join(', ')}, not ${to.name}; let the app hand it in`;
  }
  const own = moduleTiers[from.name];
  const other = moduleTiers[to.name];
  if (own === undefined || other === undefined || other < own) return undefined;
  return `${from.name} is of tier ${own} and ${to.name} of tier ${other}; only lower tiers may be imported, listen to an outbox event instead`;
}

function misplaced(tree: Tree): Finding[] {
  const known = { module: moduleTiers, package: packageImports };
  return workspacesOf(tree).flatMap((one) => {
    if (one.kind !== 'module' && one.kind !== 'package') return [];
    const finding = (message: string): Finding => ({ path: one.manifest, line: 1, rule: RULE, message });
    const findings: Finding[] = [];
    if (!(one.name in known[one.kind])) {
      findings.push(
        finding(`${one.kind} ${one.name} has no place in the design; add it there and in tools/tidy/tiers.ts`),
      );
    }
    if (one.kind === 'module' && Object.keys(one.entries).some((entry) => entry !== '.')) {
      findings.push(finding('a module exports its index and nothing else; remove the other exports'));
    }
    return findings;
  });
}
