import type { AudienceLeaf, AudienceRule, LeafOf, RulePurchase } from '@shuke/contract';
import { must, ok, parseMinor, refuse, type Result } from '@shuke/kernel';
import type { RuleRefusal } from '../errors.ts';
import type { OutlookOf } from '../outlook/outlook.ts';
import { dayPlus, endOf, spanOf, startOf, type Moment, type Span } from './days.ts';
import type { Purchases, Question, Questions, Range } from './question.ts';
import { numbered, type Node } from './rule.ts';
import { lotAt, multiplierOf } from './share.ts';
import { storesFor, UnknownPlace, type StorePlace } from './stores.ts';
import { isTagDated, massLeft, tagSide } from './tags.ts';

/** What has to be known of a merchant to ask a rule. */
export interface Known {
  readonly moment: Moment;
  readonly currency: string;
  readonly stores: readonly StorePlace[];
  /** Person by class, of each of the three scales; only where the rule asks about one. */
  readonly classes: ClassesOf;
  /** Who is expected to come or to spend; only where the rule asks about it. */
  readonly outlook: OutlookOf;
}

export type Scale = 'activity' | 'loyalty' | 'value';
export type ClassesOf = (scale: Scale, classes: readonly string[]) => readonly string[];

/** Makes of an expanded rule what can be asked: codes become ids, money minor units, days that depend on today days. */
export function resolve(rule: AudienceRule, known: Known): Result<Questions, RuleRefusal> {
  const { moment } = known;
  const dated = moment.asOf !== moment.today;
  const undatable = dated ? [...leavesIn(numbered(rule))].find(({ what }) => isOfToday(what)) : undefined;
  if (undatable) return refuse('audience_rule_not_dated', { path: undatable.path, is: undatable.what.is });
  try {
    const root = mapped(numbered(rule), (leaf) => questionOf(leaf, known));
    return ok({ root, asOf: moment.asOf, until: endOf(moment), dated });
  } catch (error) {
    if (error instanceof UnknownPlace) return refuse('audience_rule_unknown', error.facts);
    throw error;
  }
}

function* leavesIn(node: Node): Generator<{ path: string; what: AudienceLeaf }> {
  const { what, path } = node;
  if ('match' in what) for (const part of what.of) yield* leavesIn(part);
  else yield { path, what };
}

function mapped(node: Node, questionFor: (leaf: AudienceLeaf) => Question): Node<Question> {
  const { no, path, what } = node;
  if (!('match' in what)) return { no, path, what: questionFor(what) };
  return { no, path, what: { match: what.match, of: what.of.map((part) => mapped(part, questionFor)) } };
}

/** What is kept of tags and of goods that came back does not say how it was on an earlier day. */
function isOfToday(leaf: AudienceLeaf): boolean {
  if (leaf.is === 'tag') return !isTagDated;
  if (leaf.is === 'sequence') return leaf.first.kept === true || leaf.next.kept === true;
  return 'kept' in leaf && leaf.kept === true;
}

function questionOf(leaf: AudienceLeaf, known: Known): Question {
  const { moment } = known;
  const until = endOf(moment);
  switch (leaf.is) {
    case 'bought':
      return boughtOf(leaf, known);
    case 'first_bought':
    case 'last_bought': {
      const is = leaf.is === 'first_bought' ? 'first' : 'last';
      return { is, of: purchasesOf(leaf, known), span: agoOf(moment, leaf.daysAgo), asOf: moment.asOf };
    }
    case 'sequence': {
      const [first, next] = [purchasesOf(leaf.first, known), purchasesOf(leaf.next, known)];
      return { is: 'sequence', first, next, withinDays: leaf.withinDays, span: spanOf(moment, leaf.when) };
    }
    case 'place':
      return { is: 'at_home', which: leaf.which, storeIds: storesFor(known.stores, leaf) ?? [], asOf: moment.asOf };
    case 'touchpoint': {
      const { touchpointIds, kinds, events } = leaf;
      return { is: 'met', ...instantsOf(moment, spanOf(moment, leaf.when)), touchpointIds, kinds, events };
    }
    case 'profile':
      return { is: 'profile', ...instantsOf(moment, spanOf(moment, leaf.created)), sources: leaf.sources };
    case 'stage':
      return { is: 'stage', stages: leaf.stages, until };
    case 'tier':
      return { is: 'tier', tiers: leaf.tiers, until: moment.asOf === moment.today ? null : until };
    case 'consent':
      return { is: 'consent', purpose: leaf.purpose, channel: leaf.channel, until };
    case 'tag':
      return taggedOf(leaf, moment);
    case 'share':
      return {
        is: 'share',
        multiplier: multiplierOf(leaf.salt),
        from: lotAt(leaf.fromBps),
        until: lotAt(leaf.toBps),
      };
    case 'activity':
    case 'loyalty':
    case 'value':
      return { is: 'named', personIds: known.classes(leaf.is, leaf.classes) };
    case 'outlook':
      return outlookQuestion(leaf, known);
    case 'audience':
      throw new Error('audiences are put in before a rule is resolved');
  }
}

function outlookQuestion({ withinDays, stillBps, visits, amount }: LeafOf<'outlook'>, known: Known): Question {
  const amountMinor = amount && rangeOf(amount, (text) => minorOf(text, known));
  return { is: 'named', personIds: known.outlook({ withinDays, stillBps, visits, amountMinor }) };
}

const minorOf = (text: string, { currency }: Known): number =>
  must(parseMinor(text, currency), 'the rule was read in this currency');

function boughtOf(leaf: LeafOf<'bought'>, known: Known): Question {
  const { orders, days, units, amount } = leaf;
  return {
    is: 'bought',
    of: purchasesOf(leaf, known),
    span: spanOf(known.moment, leaf.when),
    orders,
    days,
    unitsMilli: units && rangeOf(units, (count) => count * 1000),
    amountMinor: amount && rangeOf(amount, (text) => minorOf(text, known)),
  };
}

function rangeOf<T>({ least, most }: { least?: T; most?: T }, valueOf: (end: T) => number): Range {
  return {
    ...(least === undefined ? {} : { least: valueOf(least) }),
    ...(most === undefined ? {} : { most: valueOf(most) }),
  };
}

function purchasesOf(asked: RulePurchase, { stores }: Known): Purchases {
  const { skus, categories, productBrands, sources, weekdays, hours, kept = false } = asked;
  const storeIds = storesFor(stores, asked);
  return { skus, categories, productBrands, storeIds, sources, weekdays, hours, kept };
}

const agoOf = ({ asOf }: Moment, { least = 0, most }: Range): Span => ({
  from: most === undefined ? null : dayPlus(asOf, -most),
  to: dayPlus(asOf, -least),
});

const instantsOf = (moment: Moment, { from, to }: Span): { from: Date | null; until: Date } => ({
  from: from === null ? null : startOf(moment, from),
  until: startOf(moment, dayPlus(to, 1)),
});

function taggedOf(leaf: LeafOf<'tag'>, { asOf }: Moment): Question {
  const { family, likes } = tagSide(leaf.dimension);
  return {
    is: 'tag',
    family,
    likes,
    values: leaf.values,
    allergy: leaf.allergy === true,
    sureness: (leaf.surenessBps ?? 5000) / 10_000,
    left: massLeft(family, asOf),
  };
}
