import { must } from '@shuke/kernel';
import type { Account, Book, PostedTransfer, Step, Transfer } from '@shuke/ledger';
import { pointsAsset, returnSteps, takeBackSteps, type Drawn, type Programme } from '@shuke/loyalty';
import type { PaidOrder } from '../checkout/paid-order.ts';
import { isSettled, pastSettled, type OrderSpend } from './circle-back.ts';
import type { RefundState } from './refund.ts';

/** A refund that is decided: from one state of an order to the next. */
export interface Refunding {
  readonly order: PaidOrder;
  readonly before: RefundState;
  readonly after: RefundState;
  readonly programme: Programme;
  /** The day of the merchant's calendar on which it is paid back, and the store that pays. */
  readonly day: string;
  readonly storeId: string;
  /** What the order and its earlier refunds posted. */
  readonly history: readonly PostedTransfer[];
  /** What coupons move that were taken back, or cost less. */
  readonly couponSteps: readonly Step[];
  /** What others of the payer's circle paid of the order. */
  readonly spends: readonly OrderSpend[];
  /** The account of the payment through a provider, if there was one: what is due back is due from there. */
  readonly gatewayAccountId: string | null;
}

/** All that a refund moves: each tender to where it came from, points and stored money to their lots, earnings taken back. */
export function stepsOfRefund(book: Book, refunding: Refunding): Step[] {
  const { order, before, after, couponSteps } = refunding;
  const tenders = order.tenders.flatMap((tender, i) => {
    const amount = after.tendersMinor[i]! - before.tendersMinor[i]!;
    return amount === 0 ? [] : tenderSteps(refunding, { ...tender, amountMinor: amount });
  });
  const points = pointsSteps(refunding);
  const paidBack = pastSettled(order.merchantId, [...tenders, ...points], refunding.spends);
  return [...paidBack, ...takeBack(book, refunding, points), ...couponSteps];
}

function tenderSteps(refunding: Refunding, tender: PaidOrder['tenders'][number]): Step[] {
  const { order, storeId } = refunding;
  const { kind, amountMinor: amount, cardId } = tender;
  if (cardId !== null)
    return returnSteps(
      drawnFrom(refunding, ({ owner }) => owner === cardId),
      amount,
    );
  const debit: Account = { account: 'sales', owner: order.storeId };
  const asset = order.priced.cart.currency;
  if (kind === 'gateway') {
    const owner = must(refunding.gatewayAccountId, 'a tender of a provider has its payment');
    return [{ debit, credit: { account: 'refunds_due', owner }, asset, amount }];
  }
  const account = must(
    STORE_ACCOUNTS.find((name) => name === kind),
    'a tender without a card is of the store',
  );
  return [{ debit, credit: { account, owner: storeId }, asset, amount }];
}

const STORE_ACCOUNTS = ['cash', 'card', 'external'] as const;

/** Burned points return to their lots, and what they paid goes off the sales again. */
function pointsSteps(refunding: Refunding): Step[] {
  const { order, before, after } = refunding;
  const units = after.pointsReturned - before.pointsReturned;
  const minor = after.pointsPaidMinor - before.pointsPaidMinor;
  const sales: Account = { account: 'sales', owner: order.storeId };
  const paid: Account = { account: 'points_paid', owner: order.storeId };
  const money = { debit: sales, credit: paid, asset: order.priced.cart.currency, amount: minor };
  const returned = units > 0 ? returnSteps(drawnFrom(refunding, isPoints(refunding)), units) : [];
  return minor > 0 ? [...returned, money] : returned;
}

// Whose they are does not matter: others of the circle may have paid with theirs.
const isPoints =
  ({ programme }: Refunding) =>
  ({ account }: Account, asset: string): boolean =>
    account === 'units' && asset === pointsAsset(programme.programmeId);

/** What the order drew from the lots of an account, and how much of each earlier refunds have given back. */
function drawnFrom(refunding: Refunding, isIt: (account: Account, asset: string) => boolean): Drawn[] {
  const { order, history, spends } = refunding;
  const spent = history.filter(
    ({ transactionId, debit, credit, asset }) =>
      transactionId === order.orderId && isIt(debit, asset) && DRAWN_INTO.has(credit.account),
  );
  const drawn = spent.map(({ debit, credit, asset, amount, lot }) => {
    const back = history.filter(
      (one) => one.transactionId !== order.orderId && isReturnOf(one, { debit, credit, lot }),
    );
    const returned = back.reduce((sum, one) => sum + one.amount, 0);
    return { debit, credit, asset, amount, returned, ...(lot ? { lot } : {}) };
  });
  return countSettled(drawn, { settled: (account) => isSettled(account, spends), history });
}

/** Adds what came back to the merchant in place of settled accounts, in the order in which returns are taken: the last drawn first. */
function countSettled(
  drawn: readonly Drawn[],
  {
    settled,
    history,
  }: { readonly settled: (account: Account) => boolean; readonly history: readonly PostedTransfer[] },
): Drawn[] {
  const left = new Map<string, number>();
  for (const { credit, asset, amount } of history) {
    if (credit.account === 'merge_adjustment') left.set(asset, (left.get(asset) ?? 0) + amount);
  }
  return drawn
    .toReversed()
    .map((one) => {
      const back = settled(one.debit) ? Math.min(left.get(one.asset) ?? 0, one.amount - one.returned) : 0;
      left.set(one.asset, (left.get(one.asset) ?? 0) - back);
      return { ...one, returned: one.returned + back };
    })
    .toReversed();
}

// A settled debt is taken from the same account too, and is no spending.
const DRAWN_INTO = new Set<string>(['sales', 'units_used']);

const isReturnOf = (one: Transfer, { debit, credit, lot }: Pick<Transfer, 'debit' | 'credit' | 'lot'>): boolean =>
  one.credit.account === debit.account &&
  one.credit.owner === debit.owner &&
  one.debit.account === credit.account &&
  one.lot?.from === lot?.from &&
  one.lot?.until === lot?.until;

function takeBack(book: Book, { order, before, after, day }: Refunding, points: readonly Step[]): Step[] {
  const { merchantId, customerId } = order;
  if (customerId === null) return [];
  return order.priced.earned.flatMap(({ asset, lot }, i) => {
    const amount = after.takenBack[i]! - before.takenBack[i]!;
    return amount === 0 ? [] : takeBackSteps(book, { merchantId, customerId, asset, amount, lot, day, before: points });
  });
}
