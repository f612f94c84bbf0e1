import type { AudienceGroup, AudienceLeaf, AudienceRule, LeafKind, LeafOf, RulePurchase } from '@shuke/contract';

/** One part of a rule, numbered in the order in which a rule is read: the whole is 0. */
export interface Node<Leaf = AudienceLeaf> {
  readonly no: number;
  /** Where it stands in the rule that was sent: `of.0.of.1`; empty for the whole. */
  readonly path: string;
  readonly what: Leaf | Group<Leaf>;
}

export interface Group<Leaf = AudienceLeaf> {
  readonly match: AudienceGroup['match'];
  readonly of: readonly Node<Leaf>[];
}

export const isGroup = <Leaf extends object>(what: Leaf | Group<Leaf>): what is Group<Leaf> => 'match' in what;

/** The parts of a rule with their numbers and paths. */
export function numbered(rule: AudienceRule): Node {
  let next = 0;
  const visit = (one: AudienceRule, path: string): Node => {
    const no = next;
    next += 1;
    if (!('match' in one)) return { no, path, what: one };
    const prefix = path === '' ? '' : `${path}.`;
    return { no, path, what: { match: one.match, of: one.of.map((part, i) => visit(part, `${prefix}of.${i}`)) } };
  };
  return visit(rule, '');
}

/** All parts in their order, the whole first. */
export function* partsOf<Leaf extends object>(node: Node<Leaf>): Generator<Node<Leaf>> {
  yield node;
  if (isGroup(node.what)) for (const part of node.what.of) yield* partsOf(part);
}

/** All leaves of a rule. */
export function leavesOf(rule: AudienceRule): AudienceLeaf[] {
  return 'match' in rule ? rule.of.flatMap(leavesOf) : [rule];
}

export const isLeaf = <K extends LeafKind>(leaf: AudienceLeaf, kind: K): leaf is LeafOf<K> => leaf.is === kind;

/** What purchases a leaf speaks of; none for one that speaks of something else. */
export function purchasesOf(leaf: AudienceLeaf): readonly RulePurchase[] {
  if (leaf.is === 'sequence') return [leaf.first, leaf.next];
  return leaf.is === 'bought' || leaf.is === 'first_bought' || leaf.is === 'last_bought' ? [leaf] : [];
}
