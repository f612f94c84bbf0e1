import type { Lot, Move } from '@shuke/ledger';
import type { UnitsState } from './replay.ts';

const keyOf = ({ from, until }: Lot): string => `${from} ${until}`;

const amounts = ({ lots }: UnitsState): Map<string, number> =>
  new Map(lots.map(({ lot, amount }) => [keyOf(lot), amount]));

export function isSameState(a: UnitsState, b: UnitsState): boolean {
  const [ours, theirs] = [amounts(a), amounts(b)];
  return a.owed === b.owed && ours.size === theirs.size && [...ours].every(([key, n]) => theirs.get(key) === n);
}

export interface Correction {
  readonly from: UnitsState;
  readonly to: UnitsState;
}

/** The steps that bring a customer's units from one state to another, against the merchant's `merge_adjustment`. */
export function correctionSteps(
  { merchantId, customerId, asset }: { merchantId: string; customerId: string; asset: string },
  { from, to }: Correction,
): Move[] {
  const adjustment = { account: 'merge_adjustment', owner: merchantId } as const;
  const units = { account: 'units', owner: customerId } as const;
  const before = amounts(from);
  const after = amounts(to);
  const lots = new Map([...from.lots, ...to.lots].map(({ lot }) => [keyOf(lot), lot]));
  const moves = [...lots].flatMap(([key, lot]): Move[] => {
    const amount = (after.get(key) ?? 0) - (before.get(key) ?? 0);
    if (amount === 0) return [];
    return [
      amount > 0
        ? { debit: adjustment, credit: units, asset, amount, lot }
        : { debit: units, credit: adjustment, asset, amount: -amount, lot },
    ];
  });
  // Nobody owes more for never having been drawn on.
  const forgiven = Math.max(0, from.owed - to.owed);
  if (forgiven === 0) return moves;
  return [
    ...moves,
    { debit: { account: 'units_owed', owner: customerId }, credit: adjustment, asset, amount: forgiven },
  ];
}
