import type { Account, Lot, Move, Transfer } from '@shuke/ledger';

/** What can be spent of one customer on the order of another. A coupon is no account: its use is listed and not posted back. */
export type CrossSpendKind = 'units' | 'stored_value' | 'stored_bonus' | 'coupon';

/** A part of an order of the customer who was shown that another one of the circle paid. */
export interface CrossSpend {
  readonly orderId: string;
  readonly shownCustomerId: string;
  readonly holderCustomerId: string;
  readonly kind: CrossSpendKind;
  /** The customer or card whose account was drawn, or the coupon. */
  readonly ownerId: string;
  readonly asset: string;
  /** Below zero: what a refund gave back. */
  readonly amount: number;
  /** Null for coupons alone. */
  readonly lot: Lot | null;
}

export type NewCrossSpend = CrossSpend & { readonly merchantId: string };

/** What was spent across two people and not given back, so that it is unclear whose it should have been. */
export type Ambiguous = CrossSpend;

export interface PaidOrder {
  readonly merchantId: string;
  readonly orderId: string;
  readonly shownCustomerId: string;
  /** Whose card it is, for stored value; null where it is good for whoever shows it. */
  readonly holderOfCard: (cardId: string) => string | null;
}

/** Which transfers of an order, or of its refund, drew on or gave back to somebody else than the customer who was shown. */
export function crossSpendsIn(order: PaidOrder, transfers: readonly Transfer[]): NewCrossSpend[] {
  const { merchantId, orderId, shownCustomerId, holderOfCard } = order;
  return transfers.flatMap(({ debit, credit, asset, amount, lot }) =>
    [
      { account: debit, sign: 1 },
      { account: credit, sign: -1 },
    ].flatMap(({ account, sign }) => {
      const kind = kindOf(account);
      const holderCustomerId = kind === 'units' ? account.owner : kind === null ? null : holderOfCard(account.owner);
      if (kind === null || holderCustomerId === null || holderCustomerId === shownCustomerId) return [];
      const spend = { orderId, shownCustomerId, holderCustomerId, kind, ownerId: account.owner, asset, lot };
      return [{ ...spend, merchantId, amount: sign * amount }];
    }),
  );
}

function kindOf({ account }: Account): Exclude<CrossSpendKind, 'coupon'> | null {
  return account === 'units' || account === 'stored_value' || account === 'stored_bonus' ? account : null;
}

/** Sums what one order drew from one lot, and leaves out what refunds gave back whole. */
export function netSpends(spends: readonly CrossSpend[]): CrossSpend[] {
  const sums = new Map<string, CrossSpend>();
  for (const spend of spends) {
    const { orderId, kind, ownerId, asset, lot } = spend;
    const key = [orderId, kind, ownerId, asset, lot?.from, lot?.until].join(' ');
    const amount = (sums.get(key)?.amount ?? 0) + spend.amount;
    sums.set(key, { ...spend, amount });
  }
  return [...sums.values()].filter(({ amount }) => amount > 0);
}

/** One line an order and owner: staff are not told of lots. */
export function listed(net: readonly CrossSpend[]): Ambiguous[] {
  return netSpends(net.map((spend) => ({ ...spend, lot: null })));
}

/** The purpose of what compensates, by which it is told from what customers did. */
export const UNMERGED = 'customer.unmerged';

/** Gives back what was drawn to the lots that it came from, which keep their own ends. A coupon is no account. */
export const giveBackSteps = (merchantId: string, net: readonly CrossSpend[]): Move[] =>
  net.flatMap(({ kind, ownerId, asset, amount, lot }): Move[] => {
    if (kind === 'coupon' || lot === null) return [];
    const debit = { account: 'merge_adjustment', owner: merchantId } as const;
    return [{ debit, credit: { account: kind, owner: ownerId }, asset, amount, lot }];
  });
