import type { Finding, Tree } from '../read/tree.ts';
import { importsOf, resolveImport } from '../read/imports.ts';
import { sourcesOf } from '../read/source.ts';

/** No file imports itself by way of others. Imports of types count too: files that need each other are one file. */
export function cycles(tree: Tree): Finding[] {
  const graph = importGraph(tree);
  return stronglyConnected(graph).flatMap((component) => {
    const members = component.sort();
    const start = members[0]!;
    if (members.length === 1 && !graph.get(start)?.has(start)) return [];
    const round = shortestRound(graph, start);
    const message = `import cycle ${round.join(' → ')}; move what they share into a file of its own`;
    return [{ path: start, line: graph.get(start)?.get(round[1]!) ?? 1, rule: 'cycles', message }];
  });
}

/** For each file, the files that it imports and the line on which it does. */
type Graph = ReadonlyMap<string, ReadonlyMap<string, number>>;

function importGraph(tree: Tree): Graph {
  const graph = new Map<string, Map<string, number>>();
  for (const source of sourcesOf(tree)) {
    const targets = new Map<string, number>();
    for (const { specifier, line } of importsOf(source)) {
      const target = resolveImport(tree, source.path, specifier);
      if (target !== undefined && !targets.has(target)) targets.set(target, line);
    }
    graph.set(source.path, targets);
  }
  return graph;
}

/** Tarjan's algorithm (SIAM J. Computing 1, 1972): linear in files and imports. */
function stronglyConnected(graph: Graph): string[][] {
  const components: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of graph.get(node)?.keys() ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) === index.get(node)) components.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return components;
}

/** A shortest way from a file back to itself. Breadth first, so the printed cycle is the one easiest to read. */
function shortestRound(graph: Graph, start: string): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node)?.keys() ?? []) {
      if (next === start) return [...wayTo(node, start, cameFrom), start];
      if (!cameFrom.has(next)) queue.push(next);
      if (!cameFrom.has(next)) cameFrom.set(next, node);
    }
  }
  return [start];
}

function wayTo(node: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  return node === start ? [start] : [...wayTo(cameFrom.get(node)!, start, cameFrom), node];
}
