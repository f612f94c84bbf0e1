import type { Reversal } from '@shuke/coupon';
import type { crossSpendsOf, NewCrossSpend } from '@shuke/customer';
import type { Account, Step, Transfer } from '@shuke/ledger';

// Others of the payer's circle may have paid parts of an order. What comes back is theirs, unless an un-merge gave it back
// to them already: then it is the merchant's, who bore it.

/** What another of the circle paid of an order. */
export type OrderSpend = Awaited<ReturnType<typeof crossSpendsOf>>[number];

const isOf = ({ account, owner }: Account, spend: OrderSpend): boolean =>
  spend.kind === account && spend.ownerId === owner;

/** Whether an account was given back by an un-merge what this order drew from it. */
export const isSettled = (account: Account, spends: readonly OrderSpend[]): boolean =>
  spends.some((spend) => spend.isSettled && isOf(account, spend));

/** The same steps, of which those to settled accounts go to the merchant's `merge_adjustment`. */
export const pastSettled = (merchantId: string, steps: readonly Step[], spends: readonly OrderSpend[]): Step[] =>
  steps.map((step) =>
    isSettled(step.credit, spends) ? { ...step, credit: { account: 'merge_adjustment', owner: merchantId } } : step,
  );

interface GivenBack {
  readonly merchantId: string;
  readonly transfers: readonly Transfer[];
  readonly reversals: readonly Reversal[];
}

/** What a refund gave back to others of the circle, below zero, so that an un-merge lists the rest alone. */
export function spendsBack(
  spends: readonly OrderSpend[],
  { merchantId, transfers, reversals }: GivenBack,
): NewCrossSpend[] {
  const open = spends.filter(({ isSettled: settled, amount }) => !settled && amount > 0);
  const units = transfers.flatMap(({ credit, amount, lot }): NewCrossSpend[] => {
    const spend = open.find((one) => isOf(credit, one));
    return spend ? [{ ...plain(spend), merchantId, amount: -amount, lot }] : [];
  });
  const coupons = open.filter(
    ({ kind, ownerId }) => kind === 'coupon' && reversals.some((r) => r.couponId === ownerId),
  );
  return [...units, ...coupons.map((spend) => ({ ...plain(spend), merchantId, amount: -spend.amount }))];
}

function plain(spend: OrderSpend) {
  const { isSettled: _, ...rest } = spend;
  return rest;
}
