import type { Random } from '@shuke/kernel';
import { between, exponential, gamma, normal, streamOf, weighted } from './draw.ts';
import { DRINKS, NOODLE_FAME, SIDES, storeWeights } from './menu.ts';

/** How somebody lives with the shop. Means over the kind; each guest has figures of their own around them. */
interface Kind {
  readonly name: GuestKind;
  readonly share: number;
  /** Days between two visits, and how regular: the shape of a gamma, 1 is pure chance, 6 is clockwork. */
  readonly gapDays: number;
  readonly shape: number;
  /** Days after which the guest leaves for good, on average. */
  readonly stayDays: number;
  /** Others at the table. */
  readonly company: number;
  /** Below 0 weekends are avoided, above 0 weekdays. */
  readonly weekend: number;
  readonly lunch: number;
}

export type GuestKind = 'office' | 'weekly' | 'family' | 'monthly' | 'passer_by';

const KINDS: readonly Kind[] = [
  { name: 'office', share: 0.17, gapDays: 3, shape: 2.2, stayDays: 260, company: 0.2, weekend: -0.9, lunch: 0.92 },
  { name: 'weekly', share: 0.22, gapDays: 7.5, shape: 4, stayDays: 300, company: 0.4, weekend: 0, lunch: 0.5 },
  { name: 'family', share: 0.18, gapDays: 16, shape: 3, stayDays: 400, company: 2.1, weekend: 0.8, lunch: 0.45 },
  { name: 'monthly', share: 0.18, gapDays: 31, shape: 2, stayDays: 400, company: 0.6, weekend: 0.1, lunch: 0.5 },
  { name: 'passer_by', share: 0.25, gapDays: 24, shape: 1, stayDays: 16, company: 0.5, weekend: 0.1, lunch: 0.55 },
];

/** What an offer does to a guest. Nobody but the street knows. */
export type ResponseKind = 'persuadable' | 'sure' | 'unmoved' | 'put_off';

export interface Response {
  readonly kind: ResponseKind;
  /** The chance that a wholly attractive offer at the right moment brings a visit that would not have been. */
  readonly extra: number;
  /** The chance that it keeps the guest from the next visit. */
  readonly skip: number;
  /** The chance that the guest shows a coupon at a visit that would have been anyway. */
  readonly shows: number;
}

/** One guest with everything that the product has to find out. */
export interface Guest {
  readonly index: number;
  readonly memberNo: string;
  readonly kind: GuestKind;
  readonly gapDays: number;
  readonly shape: number;
  readonly stayDays: number;
  readonly company: number;
  readonly weekend: number;
  readonly lunch: number;
  readonly homeStore: number;
  /** The share of visits to the home store. */
  readonly faithful: number;
  readonly noodleTaste: readonly number[];
  readonly sideTaste: readonly number[];
  readonly drinkTaste: readonly number[];
  /** Sides and drinks for each person at the table. */
  readonly sides: number;
  readonly drinks: number;
  readonly response: Response;
}

const GUESTS = 1;
const RESPONSES = 2;

export const memberNoOf = (index: number): string => `M${String(index + 1).padStart(5, '0')}`;

/** The guest's index, or null for a number that is not of this street. */
export const indexOf = (memberNo: string): number | null =>
  /^M\d{5,9}$/.test(memberNo) && memberNo !== 'M00000' ? Number(memberNo.slice(1)) - 1 : null;

/** The hidden person of a number; always the same for a seed. */
export function guestOf(seed: number, stores: number, index: number): Guest {
  const random = streamOf(seed, GUESTS, index);
  const kind =
    KINDS[
      weighted(
        random,
        KINDS.map((k) => k.share),
      )
    ]!;
  const around = (mean: number, spread: number): number => mean * Math.exp(spread * normal(random) - spread ** 2 / 2);
  return {
    index,
    memberNo: memberNoOf(index),
    kind: kind.name,
    gapDays: Math.max(1.2, around(kind.gapDays, 0.35)),
    shape: Math.max(0.8, around(kind.shape, 0.25)),
    stayDays: exponential(random, kind.stayDays),
    company: around(kind.company, 0.4),
    weekend: kind.weekend,
    lunch: kind.lunch,
    homeStore: weighted(random, storeWeights(stores)),
    faithful: between(random, 0.75, 1),
    // A small shape makes a few dishes most of what a guest eats.
    noodleTaste: NOODLE_FAME.map((fame) => gamma(random, 0.35, fame)),
    sideTaste: SIDES.map(() => gamma(random, 0.4, 1)),
    drinkTaste: DRINKS.map(() => gamma(random, 0.3, 1)),
    sides: around(0.45, 0.5),
    drinks: Math.min(1, around(0.35, 0.6)),
    response: responseOf(streamOf(seed, RESPONSES, index)),
  };
}

function responseOf(random: Random): Response {
  const kind = (['persuadable', 'sure', 'unmoved', 'put_off'] as const)[weighted(random, [0.4, 0.28, 0.26, 0.06])]!;
  return {
    kind,
    extra: kind === 'persuadable' ? between(random, 0.3, 0.85) : 0,
    skip: kind === 'put_off' ? between(random, 0.3, 0.8) : 0,
    shows: kind === 'unmoved' || kind === 'put_off' ? between(random, 0, 0.3) : between(random, 0.6, 0.98),
  };
}
