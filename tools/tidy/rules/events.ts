import type { Finding, Tree } from '../read/tree.ts';
import { keyName, possibleStrings } from '../read/ast.ts';
import { registryKeys, saidStrings, type Entry } from '../read/registry.ts';
import { isTest } from '../read/paths.ts';
import { sourcesOf, type Source } from '../read/source.ts';

const RULE = 'events';
const REGISTRY = 'packages/contract/events.ts';
const EVENT = /^[a-z_]+\.[a-z_]+$/;

// Past participles of verbs that this field uses and that do not end in -ed.
const IRREGULAR = new Set(
  (
    'begun bought brought built chosen done drawn found frozen given gone held kept known left lost made met paid put ' +
    'run seen sent set shown sold spent split taken told withheld won withdrawn written'
  ).split(' '),
);

/** Every event that code appends to the outbox is registered, named in the past tense, and every one there happens. */
export function events(tree: Tree): Finding[] {
  if (!tree.has(REGISTRY)) return [];
  const entries = registryKeys(tree, REGISTRY, 'events');
  const known = new Set(entries.map((entry) => entry.key));
  const writers = sourcesOf(tree).filter(({ path }) => /^(modules|packages|apps)\//.test(path) && !isTest(path));
  const outside = writers.filter(({ path }) => !path.startsWith('packages/contract/'));
  const said = saidStrings(outside);
  return [
    ...outside.flatMap((source) => unknownTypes(source, known)),
    ...entries.flatMap((one) => entryFaults(one, said)),
  ];
}

function unknownTypes(source: Source, known: ReadonlySet<string>): Finding[] {
  const types = source.nodes('Property').filter(({ key }) => keyName(key) === 'type');
  return types
    .flatMap((property) => possibleStrings(property.value))
    .filter(({ value }) => EVENT.test(value) && !known.has(value))
    .map(({ value, node }) => {
      const message = `event ${value} is not registered; add it to ${REGISTRY} with what it says and its payload`;
      return { path: source.path, line: source.line(node), rule: RULE, message };
    });
}

function entryFaults({ key, path, line }: Entry, said: ReadonlySet<string>): Finding[] {
  const finding = (message: string): Finding => ({ path, line, rule: RULE, message });
  const faults: Finding[] = [];
  const verb = key.split(/[._]/).at(-1) ?? '';
  if (!EVENT.test(key) || !(verb.endsWith('ed') || IRREGULAR.has(verb))) {
    faults.push(finding(`${key} is not named noun.past_tense, such as coupon.redeemed; rename it`));
  }
  if (!said.has(key)) faults.push(finding(`nothing appends ${key}; remove it or append it where it happens`));
  return faults;
}
