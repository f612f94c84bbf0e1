import type { Finding, Tree } from '../read/tree.ts';
import { keyName, lastName, possibleStrings, stringValue, unwrap, type Node } from '../read/ast.ts';
import { registryKeys, saidStrings } from '../read/registry.ts';
import { isTest } from '../read/paths.ts';
import { sourcesOf, type Source } from '../read/source.ts';

const RULE = 'refusals';
const REGISTRY = 'packages/contract/refusals.ts';
const CODE = /^[a-z][a-z0-9]*([_.][a-z0-9]+)*$/;

/** Every code that the system refuses with is in the registry of refusals, and every code there is given somewhere. */
export function refusals(tree: Tree): Finding[] {
  if (!tree.has(REGISTRY)) return [];
  const entries = registryKeys(tree, REGISTRY, 'refusals');
  const known = new Set(entries.map((entry) => entry.key));
  const shipped = sourcesOf(tree).filter(({ path }) => isShipped(path));
  const unknown = shipped.flatMap((source) =>
    givenCodes(source).flatMap(({ value, node }): Finding[] => {
      if (known.has(value)) return [];
      const message = `refuses with ${value}, which is not registered; add it to ${REGISTRY} with its kind, reason and remedy`;
      return [{ path: source.path, line: source.line(node), rule: RULE, message }];
    }),
  );
  const said = saidStrings(shipped.filter(({ path }) => !path.startsWith('packages/contract/')));
  const unused = entries.flatMap(({ key, path, line }): Finding[] =>
    said.has(key) ? [] : [{ path, line, rule: RULE, message: `nothing refuses with ${key}; remove it or use it` }],
  );
  return [...unknown, ...unused];
}

// A client that shows refusals does not give them.
const isShipped = (path: string): boolean =>
  /^(modules|packages|apps)\//.test(path) &&
  !/^(apps\/(console|till|guest)|packages\/testkit)\//.test(path) &&
  !isTest(path);

interface Given {
  readonly value: string;
  readonly node: Node;
}

function givenCodes(source: Source): Given[] {
  const calls = source.nodes('CallExpression').filter((call) => lastName(call.callee) === 'refuse');
  const passed = calls.flatMap((call) => codesOf(call.arguments[0]));
  const listed = /^modules\/[^/]+\/errors\.ts$/.test(source.path) ? listedCodes(source) : [];
  return [...new Map([...passed, ...listed].map((given) => [given.node, given])).values()];
}

// `refuse('code')` and `refuse({ code: 'code' })`.
function codesOf(argument: Node | undefined): Given[] {
  const inner = argument ? unwrap(argument) : undefined;
  if (inner?.type !== 'ObjectExpression') return possibleStrings(inner);
  return inner.properties.flatMap((property) =>
    property.type === 'Property' && keyName(property.key) === 'code' ? possibleStrings(property.value) : [],
  );
}

// In errors.ts every string that reads like a code is one, but for keys (names of constraints) and imports.
function listedCodes(source: Source): Given[] {
  return source.nodes('Literal').flatMap((node) => {
    const value = stringValue(node);
    const parent = node.parent!;
    const isKey = 'key' in parent && parent.key === node;
    const elsewhere = isKey || parent.type.startsWith('Import') || parent.type.startsWith('Export');
    return value === undefined || elsewhere || !CODE.test(value) ? [] : [{ value, node }];
  });
}
