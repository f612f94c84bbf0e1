import type { Lot } from '@shuke/ledger';
import { selects, type Promotion, type Selector } from '@shuke/pricing';
import { lotOf } from './calendar.ts';
import { pointsAsset, stampAsset, type PointsTerms, type Programme } from './programme.ts';
import { tierOf, type Standing } from './tier.ts';

/** Units of one kind that a purchase earns, and on which days they can be spent. */
export interface Earning {
  readonly asset: string;
  readonly amount: number;
  readonly lot: Lot;
}

export interface PurchaseLine {
  readonly sku: string;
  /** A path: "drink/coffee". */
  readonly category: string;
  readonly quantityMilli: number;
  readonly netMinor: number;
}

export interface Purchase {
  readonly standing: Standing;
  /** The merchant's business day. */
  readonly day: string;
  /** The part of what was paid that earns. */
  readonly netMinor: number;
  readonly lines: readonly PurchaseLine[];
}

/** What a purchase earns: points on its amount, and a stamp for each whole unit that was paid for. */
export function earningsOf(programme: Programme, purchase: Purchase): Earning[] {
  const { points, stampCards } = programme;
  const stamps = stampCards.map(({ cardId, scope, validity }) => ({
    asset: stampAsset(cardId),
    amount: paidUnits(purchase.lines, scope),
    lot: lotOf(validity, purchase.day),
  }));
  return [...(points ? [earnedPoints(programme, points, purchase)] : []), ...stamps].filter(({ amount }) => amount > 0);
}

function earnedPoints(programme: Programme, points: PointsTerms, { standing, day, netMinor }: Purchase): Earning {
  const multiplierBps = tierOf(programme, standing)?.multiplierBps ?? 10_000;
  return {
    asset: pointsAsset(programme.programmeId),
    amount: pointsFor(points, Math.max(0, netMinor), multiplierBps),
    lot: lotOf(points.validity, day, points.pendingDays),
  };
}

// Rounded down once, at the end: with a multiplier, rounding in between would lose up to a unit more.
const pointsFor = ({ earn }: PointsTerms, netMinor: number, multiplierBps: number): number =>
  Number((BigInt(netMinor) * BigInt(earn.units) * BigInt(multiplierBps)) / (BigInt(earn.perMinor) * 10_000n));

/** Whole units on the lines of a scope. What was free earns nothing, or a reward would earn towards the next one. */
const paidUnits = (lines: readonly PurchaseLine[], scope: Selector | undefined): number =>
  lines
    .filter(({ sku, category, netMinor }) => netMinor > 0 && selects(scope, sku, category))
    .reduce((units, { quantityMilli }) => units + Math.floor(quantityMilli / 1000), 0);

/** The rule by which points pay, for the pricing engine; null where they do not. */
export function pointsPromotion({ programmeId, version, points }: Programme): Promotion | null {
  if (!points?.burn) return null;
  const { unitsPerStep: pointsPerStep, stepMinor, maxShareBps, as } = points.burn;
  return {
    promotionId: programmeId,
    version,
    trigger: 'automatic',
    priority: 0,
    benefit: { kind: 'points', as, pointsPerStep, stepMinor, maxShareBps },
  };
}
