import type { MembershipView, NewProgramme, ProgrammeView, StoredCardView, TierView } from '@shuke/contract';
import { formatMinor, must, ok, parseMinor, refuse, type Refusal, type Result } from '@shuke/kernel';
import { ALL_DAYS } from '@shuke/ledger';
import type { CardHeld } from './card-queries.ts';
import type { Membership } from './member-queries.ts';
import { NO_PROGRAMME, type Programme, type ProgrammeDraft, type Tier } from './programme.ts';
import type { UnitsHeld } from './units-held.ts';

// On the wire money is a decimal string in the merchant's currency; inside, minor units.

type Unreadable = Refusal<'invalid_request'>;

/** Reads money, and remembers the first field that it could not read. */
function reader(currency: string) {
  const faults: { field: string; problem: string }[] = [];
  return {
    minor: (field: string, text: string): number => {
      const minor = parseMinor(text, currency);
      if (minor === null) faults.push({ field, problem: `is not an amount in ${currency}` });
      return minor ?? 0;
    },
    result: <T>(value: T): Result<T, Unreadable> => (faults[0] ? refuse('invalid_request', faults[0]) : ok(value)),
  };
}

/** A programme as it was sent; what was left out of stored value is as the rules for prepaid cards have it. */
export function draftOf(body: NewProgramme, currency: string): Result<ProgrammeDraft, Unreadable> {
  const read = reader(currency);
  const { points, storedValue, ...rest } = body;
  const { bonusRules, namedLimit, bearerLimit, ...stored } = storedValue;
  const usual = NO_PROGRAMME.storedValue;
  return read.result({
    ...rest,
    points: points && pointsOf(points, read.minor),
    storedValue: {
      ...usual,
      ...stored,
      namedLimitMinor: namedLimit ? read.minor('storedValue.namedLimit', namedLimit) : usual.namedLimitMinor,
      bearerLimitMinor: bearerLimit ? read.minor('storedValue.bearerLimit', bearerLimit) : usual.bearerLimitMinor,
      bonusRules: bonusRules.map(({ from, bonus }) => ({
        fromMinor: read.minor('storedValue.bonusRules.from', from),
        bonusMinor: read.minor('storedValue.bonusRules.bonus', bonus),
      })),
    },
  });
}

type WirePoints = NonNullable<NewProgramme['points']>;

const pointsOf = (
  { earn, burn, ...rest }: WirePoints,
  minor: (field: string, text: string) => number,
): ProgrammeDraft['points'] => ({
  ...rest,
  earn: { units: earn.units, perMinor: minor('points.earn.per', earn.per) },
  burn: burn && {
    unitsPerStep: burn.unitsPerStep,
    stepMinor: minor('points.burn.step', burn.step),
    maxShareBps: burn.maxShareBps,
    as: burn.as,
  },
});

/** An amount that is paid in: more than nothing. */
export function amountOf(text: string, currency: string): Result<number, Unreadable> {
  const minor = parseMinor(text, currency);
  if (minor === null) return refuse('invalid_request', { field: 'amount', problem: `is not an amount in ${currency}` });
  return minor > 0 ? ok(minor) : refuse('invalid_request', { field: 'amount', problem: 'is not above zero' });
}

export function programmeView(
  { programmeId, version, points, stampCards, tiers, downgrade, storedValue }: Programme,
  currency: string,
): ProgrammeView {
  const money = (minor: number): string => formatMinor(minor, currency);
  const { bonusRules, namedLimitMinor, bearerLimitMinor, ...stored } = storedValue;
  return {
    programmeId,
    version,
    points: points && {
      earn: { units: points.earn.units, per: money(points.earn.perMinor) },
      burn: points.burn && burnView(points.burn, money),
      validity: points.validity,
      pendingDays: points.pendingDays,
    },
    stampCards: stampCards.map(mutable),
    tiers: tiers.map(tierTerms),
    downgrade,
    storedValue: {
      ...stored,
      bonusRules: bonusRules.map(({ fromMinor, bonusMinor }) => ({ from: money(fromMinor), bonus: money(bonusMinor) })),
      namedLimit: money(namedLimitMinor),
      bearerLimit: money(bearerLimitMinor),
    },
  };
}

const burnView = (
  { unitsPerStep, stepMinor, maxShareBps, as }: NonNullable<NonNullable<Programme['points']>['burn']>,
  money: (minor: number) => string,
) => ({ unitsPerStep, step: money(stepMinor), maxShareBps, as });

type Thawed<T> = T extends readonly (infer Item)[]
  ? Thawed<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Thawed<T[K]> }
    : T;

// The schemas' types have arrays that could be changed; ours have not. Nobody changes either.
const mutable = <T>(value: T): Thawed<T> => value as Thawed<T>;

const tierTerms = (tier: Tier): Thawed<Tier> => mutable(tier);

export const tierView = ({ members, ...tier }: Tier & { readonly members: number }): TierView => ({
  ...tierTerms(tier),
  members,
});

const dayOrNull = (day: string): string | null => (day === ALL_DAYS.from || day === ALL_DAYS.until ? null : day);

const lotView = ({ from, until, balance, customerId }: UnitsHeld['lots'][number]) => ({
  customerId,
  units: balance,
  spendableFrom: dayOrNull(from),
  endsOn: dayOrNull(until),
});

const unitsView = ({ spendable, pending, owed, lots, shares }: UnitsHeld) => ({
  spendable,
  pending,
  owed,
  lots: lots.map(lotView),
  shares: [...shares],
});

export const membershipView = (member: Membership, currency: string): MembershipView => ({
  customerId: member.customerId,
  personId: member.personId,
  circle: [...member.circle],
  tier: member.tier && {
    tierId: member.tier.tier.tierId,
    name: member.tier.tier.name,
    since: member.tier.since,
    reviewOn: member.tier.reviewOn,
    rights: [...member.tier.rights],
    next: member.tier.progress && {
      tierId: member.tier.progress.next.tierId,
      name: member.tier.progress.next.name,
      missingPoints: member.tier.progress.missing,
    },
  },
  points: member.points && unitsView(member.points),
  stampCards: member.stampCards.map(({ card, ...held }) => ({
    cardId: card.cardId,
    name: card.name,
    stamps: held.spendable,
    needed: card.stamps,
    owed: held.owed,
    lots: held.lots.map(lotView),
    shares: [...held.shares],
  })),
  storedCards: member.storedCards.map(({ cardId, number, customerId, status, principalMinor, bonusMinor }) => ({
    cardId,
    customerId,
    number,
    status,
    balance: formatMinor(principalMinor + bonusMinor, currency),
  })),
  tierChanges: member.tierChanges.map(({ day, fromTier: from, toTier: to, why, earned: points }) => ({
    day,
    from,
    to,
    why,
    points,
  })),
});

export const cardView = (card: CardHeld, currency: string): StoredCardView => ({
  cardId: card.cardId,
  number: card.number,
  kind: card.kind,
  customerId: card.customerId,
  status: card.status,
  createdAt: card.createdAt.toISOString(),
  principal: formatMinor(card.principalMinor, currency),
  bonus: formatMinor(card.bonusMinor, currency),
  balance: formatMinor(card.principalMinor + card.bonusMinor, currency),
  limit: formatMinor(card.limitMinor, currency),
});

/** A refusal with the amounts among its facts as money: `missingMinor: 250` is said as `missing: "2.50"`. */
export function inMoney<R extends Refusal>(refusal: R, currency: string): R {
  if (!refusal.facts) return refusal;
  const facts = Object.entries(refusal.facts).map(([name, value]) =>
    name.endsWith('Minor') && typeof value === 'number'
      ? [must(name.split('Minor')[0], 'a name before the unit'), formatMinor(value, currency)]
      : [name, value],
  );
  return { ...refusal, facts: Object.fromEntries(facts) };
}
