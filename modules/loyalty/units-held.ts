import type { Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { lotsOf, type LotBalance } from '@shuke/ledger';
import { pointsAsset, stampAsset, type StampCard } from './programme.ts';
import type { TermsNow } from './terms-now.ts';
import { lotState } from './unit-steps.ts';

interface Sums {
  readonly spendable: number;
  readonly pending: number;
  readonly owed: number;
}

/** What one customer of a person has of it. */
export interface Share extends Sums {
  readonly customerId: string;
}

/** What a person has of one kind of units, as it stands on a day, and whose it is. */
export interface UnitsHeld extends Sums {
  /** What has not ended, the first to end first. */
  readonly lots: readonly (LotBalance & { readonly customerId: string })[];
  /** One for each customer of the person. */
  readonly shares: readonly Share[];
}

export interface AllUnits {
  readonly points: UnitsHeld | null;
  readonly stampCards: readonly (UnitsHeld & { readonly card: StampCard })[];
}

/** The points and stamps of all these customers. */
export async function unitsHeld(
  tx: Tx,
  { programme: { points, stampCards, programmeId }, day }: TermsNow,
  customerIds: readonly string[],
): Promise<AllUnits> {
  const stamps = stampCards.map(({ cardId }) => stampAsset(cardId));
  const assets = points ? [pointsAsset(programmeId), ...stamps] : stamps;
  const accounts = assets.flatMap((asset) =>
    customerIds.flatMap((owner) => [
      { account: 'units' as const, owner, asset },
      { account: 'units_owed' as const, owner, asset },
    ]),
  );
  const lots = await lotsOf(tx, accounts);
  const held = new Map(
    assets.map((asset, nth) => {
      const perCustomer = customerIds.map((customerId, i) => {
        const at = 2 * (nth * customerIds.length + i);
        return { customerId, lots: lots[at] ?? [], owes: lots[at + 1] ?? [] };
      });
      return [asset, heldOf(perCustomer, day)];
    }),
  );
  const of = (asset: string): UnitsHeld => must(held.get(asset), 'each asset was asked for');
  return {
    points: points ? of(pointsAsset(programmeId)) : null,
    stampCards: stampCards.map((card) => ({ card, ...of(stampAsset(card.cardId)) })),
  };
}

interface Lots {
  readonly customerId: string;
  readonly lots: readonly LotBalance[];
  readonly owes: readonly LotBalance[];
}

function heldOf(all: readonly Lots[], day: string): UnitsHeld {
  const shares = all.map((one) => shareOf(one, day));
  const total = (of: keyof Sums): number => shares.reduce((sum, share) => sum + share[of], 0);
  const lots = all.flatMap(({ customerId, lots: own }) => own.map((lot) => ({ ...lot, customerId })));
  return {
    spendable: total('spendable'),
    pending: total('pending'),
    owed: total('owed'),
    lots: lots
      .filter((lot) => lotState(lot, day) !== 'ended')
      .toSorted((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : 0)),
    shares,
  };
}

function shareOf({ customerId, lots, owes }: Lots, day: string): Share {
  const sum = (some: readonly LotBalance[]): number => some.reduce((all, { balance }) => all + balance, 0);
  const inState = (state: string): LotBalance[] => lots.filter((lot) => lotState(lot, day) === state);
  return { customerId, spendable: sum(inState('spendable')), pending: sum(inState('pending')), owed: sum(owes) };
}
