import type { Selector } from '@shuke/pricing';

/** How long units can be spent, from the day on which they were earned. */
export type Validity =
  | { readonly kind: 'never_ends' }
  | { readonly kind: 'days'; readonly days: number }
  /** `toMonthEnd` rounds up to the end of that month, so that all points of a month end together. */
  | { readonly kind: 'months'; readonly months: number; readonly toMonthEnd: boolean };

/** Points for money: `unitsPerStep` of them pay `stepMinor`. */
export interface BurnTerms {
  readonly unitsPerStep: number;
  readonly stepMinor: number;
  /** The most of what is payable that points may cover. */
  readonly maxShareBps: number;
  readonly as: 'tender' | 'discount';
}

export interface PointsTerms {
  /** `units` for each `perMinor` of what was paid; a fraction of a unit is not earned. */
  readonly earn: { readonly units: number; readonly perMinor: number };
  /** Null: points are not money here. */
  readonly burn: BurnTerms | null;
  readonly validity: Validity;
  /** Days after the purchase on which its points cannot be spent yet. */
  readonly pendingDays: number;
}

/** What a full stamp card is turned in for. */
export type Reward =
  { readonly kind: 'coupon'; readonly templateId: string } | { readonly kind: 'item'; readonly sku: string };

export interface StampCard {
  readonly cardId: string;
  readonly name: string;
  /** Which lines give a stamp a unit; all unless told. */
  readonly scope?: Selector;
  /** So many stamps are a full card. */
  readonly stamps: number;
  readonly reward: Reward;
  readonly validity: Validity;
}

/** What a tier entitles to, and for whom of it: all of the conditions that are given have to be met. */
export interface Right {
  readonly key: string;
  /** How the member came: a source of customers, such as `till` or `import`. */
  readonly channels?: readonly string[];
  /** Newcomers only, or regulars only. */
  readonly newcomer?: boolean;
  /** The least share of what the guest spends in this field that the shop has. */
  readonly minShareBps?: number;
}

export interface Tier {
  readonly tierId: string;
  readonly name: string;
  /** The higher the better; no two tiers share one. */
  readonly rank: number;
  /** Points earned within the window that reach the tier; 0 for the lowest. */
  readonly threshold: number;
  readonly windowMonths: number;
  /** Points of its members are so many times as many: 15000 is one and a half. */
  readonly multiplierBps: number;
  readonly rights: readonly Right[];
}

/**
 * What happens to a tier that is no longer earned. `keep_until_review`: at the review it falls to the tier that was earned.
 * `one_step`: at the review it falls one tier at most. `to_earned`: it falls to the earned tier on the next day.
 */
export interface Downgrade {
  readonly policy: 'keep_until_review' | 'one_step' | 'to_earned';
  readonly reviewMonths: number;
}

/** What is spent first: the money that was paid in, the bonus, or both by their shares of what the card holds. */
export type SpendOrder = 'principal_first' | 'bonus_first' | 'by_share';

export interface StoredValueTerms {
  readonly enabled: boolean;
  /** From an amount on, so much on top of it; of several the highest that is reached. */
  readonly bonusRules: readonly { readonly fromMinor: number; readonly bonusMinor: number }[];
  /** The most that a card may hold. */
  readonly namedLimitMinor: number;
  readonly bearerLimitMinor: number;
  /** How long money on a bearer card can be spent; on a named card it never ends. */
  readonly bearerMonths: number;
  /** How long a bonus can be spent; null: as long as the money that it came with. */
  readonly bonusMonths: number | null;
  readonly spendOrder: SpendOrder;
}

/** A programme as it is asked for. Each version of it is kept and never changes. */
export interface ProgrammeDraft {
  /** Null: the merchant gives no points. */
  readonly points: PointsTerms | null;
  readonly stampCards: readonly StampCard[];
  /** The lowest first. */
  readonly tiers: readonly Tier[];
  readonly downgrade: Downgrade;
  readonly storedValue: StoredValueTerms;
}

export interface Programme extends ProgrammeDraft {
  /** One for all versions of a merchant: points keep their asset when the rules change. */
  readonly programmeId: string;
  readonly version: number;
}

/** The rules for prepaid cards of one purpose in China: 5,000 and 1,000 yuan, and three years at least. */
export const NAMED_LIMIT_MINOR = 500_000;
export const BEARER_LIMIT_MINOR = 100_000;
export const LEAST_BEARER_MONTHS = 36;

/** Version 0: the merchant has set nothing, so nothing is earned and no card takes money. */
export const NO_PROGRAMME: Programme = {
  programmeId: '00000000-0000-0000-0000-000000000000',
  version: 0,
  points: null,
  stampCards: [],
  tiers: [],
  downgrade: { policy: 'keep_until_review', reviewMonths: 12 },
  storedValue: {
    enabled: false,
    bonusRules: [],
    namedLimitMinor: NAMED_LIMIT_MINOR,
    bearerLimitMinor: BEARER_LIMIT_MINOR,
    bearerMonths: LEAST_BEARER_MONTHS,
    bonusMonths: null,
    spendOrder: 'principal_first',
  },
};

/** The ledger's name of a programme's points. */
export const pointsAsset = (programmeId: string): string => `points:${programmeId}`;

/** The ledger's name of a card's stamps. */
export const stampAsset = (cardId: string): string => `stamp:${cardId}`;

/** Every kind of unit that a programme gives. */
export const assetsOf = ({ programmeId, points, stampCards }: Programme): string[] => [
  ...(points ? [pointsAsset(programmeId)] : []),
  ...stampCards.map(({ cardId }) => stampAsset(cardId)),
];
