import type {
  AudienceGroup,
  AudienceLeaf,
  AudienceRule,
  LeafKind,
  LeafOf,
  RulePurchase,
  RuleWhen,
} from '@shuke/contract';

/** A rule as it is being built: like one that is sent, but for conditions that are not yet filled in. */
export type { AudienceGroup, AudienceLeaf, AudienceRule, LeafKind, LeafOf, RuleWhen };
export type Purchase = RulePurchase;
export interface Ends<T> {
  least?: T | undefined;
  most?: T | undefined;
}

/** What a rule begins with: whoever bought anything in the last 30 days. */
export const FIRST_RULE: AudienceGroup = { match: 'all', of: [{ is: 'bought', when: { lastDays: 30 } }] };

/** A condition as it is when it has just been added. What has no sense by itself begins unfilled. */
const BLANKS: { [K in LeafKind]: () => LeafOf<K> } = {
  bought: () => ({ is: 'bought', when: { lastDays: 30 } }),
  first_bought: () => ({ is: 'first_bought', daysAgo: { most: 30 } }),
  last_bought: () => ({ is: 'last_bought', daysAgo: { least: 30 } }),
  sequence: () => ({ is: 'sequence', first: {}, next: {}, withinDays: 30 }),
  place: () => ({ is: 'place', which: 'usual' }),
  touchpoint: () => ({ is: 'touchpoint' }),
  profile: () => ({ is: 'profile', created: { lastDays: 30 } }),
  stage: () => ({ is: 'stage', stages: ['member', 'paid_member'] }),
  tier: () => ({ is: 'tier', tiers: [] }),
  consent: () => ({ is: 'consent', purpose: 'marketing', channel: 'sms' }),
  tag: () => ({ is: 'tag', dimension: 'taste', values: [] }),
  activity: () => ({ is: 'activity', classes: ['sleeping'] }),
  loyalty: () => ({ is: 'loyalty', classes: ['regular', 'devoted'] }),
  value: () => ({ is: 'value', classes: ['top'] }),
  outlook: () => ({ is: 'outlook', withinDays: 30, stillBps: { most: 5_000 } }),
  // A salt of its own, so that two drawn shares have nothing to do with each other.
  share: () => ({ is: 'share', salt: crypto.randomUUID().slice(0, 8), fromBps: 0, toBps: 1_000 }),
  audience: () => ({ is: 'audience', audienceId: '' }),
};

export const blank = (kind: LeafKind): AudienceLeaf => BLANKS[kind]();

/** The kinds of conditions, as they are offered. */
export const KINDS = {
  behaviour: ['bought', 'first_bought', 'last_bought', 'sequence'],
  classes: ['activity', 'loyalty', 'value', 'outlook'],
  person: ['profile', 'stage', 'tier', 'tag', 'consent'],
  places: ['place', 'touchpoint'],
  sets: ['audience', 'share'],
} as const satisfies Record<string, readonly LeafKind[]>;

export const isGroup = (rule: AudienceRule): rule is AudienceGroup => 'match' in rule;

/** As a group, which is what the builder edits. */
export const asGroup = (rule: AudienceRule): AudienceGroup => (isGroup(rule) ? rule : { match: 'all', of: [rule] });

/** A list that says nothing is left out, for an empty one would mean nobody. */
export const listed = <T>(items: readonly T[]): T[] | undefined => (items.length === 0 ? undefined : [...items]);

/** A range that says nothing is left out. */
export const endsOf = <T>({ least, most }: Ends<T>): { least?: T; most?: T } | undefined =>
  least === undefined && most === undefined
    ? undefined
    : { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };

/** False while a condition, or one in a group, waits to be filled in. A group without conditions waits too. */
export const isComplete = (rule: AudienceRule): boolean =>
  isGroup(rule) ? rule.of.length > 0 && rule.of.every(isComplete) : isFilled(rule);

export function isFilled(leaf: AudienceLeaf): boolean {
  switch (leaf.is) {
    case 'bought':
      return [leaf.orders, leaf.days, leaf.units, leaf.amount].every(isForward) && isSpan(leaf.when);
    case 'first_bought':
    case 'last_bought':
      return endsOf(leaf.daysAgo) !== undefined && isForward(leaf.daysAgo);
    case 'place':
      return Boolean(leaf.storeIds ?? leaf.regionIds ?? leaf.brandIds ?? leaf.near);
    case 'touchpoint':
      return isSpan(leaf.when);
    case 'profile':
      return isSpan(leaf.created);
    case 'stage':
      return leaf.stages.length > 0;
    case 'tier':
      return leaf.tiers.length > 0;
    case 'tag':
      return leaf.values.length > 0;
    case 'activity':
    case 'loyalty':
    case 'value':
      return leaf.classes.length > 0;
    case 'outlook': {
      const asked = [leaf.stillBps, leaf.visits, leaf.amount];
      return asked.some((ends) => ends !== undefined) && asked.every(isForward);
    }
    case 'share':
      return leaf.fromBps < leaf.toBps && leaf.salt !== '';
    case 'audience':
      return leaf.audienceId !== '';
    case 'sequence':
    case 'consent':
      return true;
  }
}

const isForward = (ends: Ends<number | string> | undefined): boolean =>
  ends?.least === undefined || ends.most === undefined || Number(ends.least) <= Number(ends.most);

const isSpan = (when: RuleWhen | undefined): boolean =>
  when === undefined ||
  'lastDays' in when ||
  !('from' in when && 'to' in when) ||
  when.from === undefined ||
  when.to === undefined ||
  when.from <= when.to;

/** A group with one of its parts changed, or taken out. */
export const withPart = (group: AudienceGroup, at: number, part: AudienceRule | null): AudienceGroup => ({
  ...group,
  of: group.of.flatMap((one, i) => (i === at ? (part === null ? [] : [part]) : [one])),
});

/** Where a part of a group stands in the rule, as the counts of parts say it. */
export const partPath = (path: string, at: number): string => `${path === '' ? '' : `${path}.`}of.${at}`;
