import { stepsOf, type Redemption } from '@shuke/coupon';
import { must, ok, type Result } from '@shuke/kernel';
import { type Account, type AccountName, type InsufficientBalance, type Posted, type Step } from '@shuke/ledger';
import {
  burnSteps,
  earningsOf,
  earnSteps,
  NEW_STANDING,
  owedIn,
  pointsAsset,
  storedSpendSteps,
  type Earning,
  type InsufficientStoredValue,
} from '@shuke/loyalty';
import type { Ask } from './ask.ts';
import { circleOf, standingOf } from './circle.ts';
import type { PaidOrder, PaidTender } from './paid-order.ts';
import type { PricedAsk } from './price-ask.ts';
import type { Here, Situation } from './situation.ts';

interface Paid {
  readonly order: PaidOrder;
  readonly place: Here;
  readonly redemptions: readonly Redemption[];
}

/** Posts all that an order moves as one transaction of the ledger, under the order's id: tenders, points, stamps, coupons. */
export function postingOf(
  situation: Situation,
  { order, place, redemptions }: Paid,
): Result<Posted | null, InsufficientBalance | InsufficientStoredValue> {
  const steps: Step[] = [];
  for (const tender of order.tenders) {
    const paid = tenderSteps(situation, tender, { order, place });
    if (!paid.ok) return paid;
    steps.push(...paid.value);
  }
  steps.push(...pointsSteps(situation, order), ...redemptions.flatMap(stepsOf), ...earningSteps(situation, order));
  if (steps.length === 0) return ok(null);
  const { merchantId, orderId } = order;
  return situation.book.post({
    merchantId,
    transactionId: orderId,
    purpose: 'order.paid',
    referenceId: orderId,
    steps,
  });
}

const salesOf = (storeId: string): Account => ({ account: 'sales', owner: storeId });

/** Tenders that stand in a store's own account; stored value comes from the card's. */
const STORE_ACCOUNTS: Readonly<Record<string, AccountName>> = {
  cash: 'cash',
  card: 'card',
  external: 'external',
  gateway: 'guest_funds',
};

function tenderSteps(
  { book, knowledge }: Situation,
  { kind, amountMinor, cardId }: PaidTender,
  { order, place }: Omit<Paid, 'redemptions'>,
): Result<Step[], InsufficientStoredValue> {
  const { merchantId, storeId, businessDay: day } = order;
  const { currency } = place;
  const credit = salesOf(storeId);
  if (cardId !== null) {
    const { spendOrder } = knowledge.of(merchantId).programme.storedValue;
    return storedSpendSteps(book, { merchantId, cardId, currency, amountMinor, day, spendOrder, credit });
  }
  const account = must(STORE_ACCOUNTS[kind], 'a tender without a card stands in an account of the store');
  return ok([{ debit: { account, owner: storeId }, credit, asset: currency, amount: amountMinor }]);
}

function pointsSteps(situation: Situation, order: PaidOrder): Step[] {
  const { merchantId, customerId, storeId, pointsPaidMinor, priced } = order;
  if (customerId === null || priced.pointsSpent === 0) return [];
  const burned = burnedBy(situation, order, { merchantId, customerId });
  if (pointsPaidMinor === 0) return burned;
  const debit: Account = { account: 'points_paid', owner: storeId };
  return [...burned, { debit, credit: salesOf(storeId), asset: priced.cart.currency, amount: pointsPaidMinor }];
}

/** The points of who is shown go first, then those of the others of the circle. */
function burnedBy(
  situation: Situation,
  { businessDay: day, priced }: PaidOrder,
  payer: { readonly merchantId: string; readonly customerId: string },
): Step[] {
  const { merchantId } = payer;
  const asset = pointsAsset(situation.knowledge.of(merchantId).programme.programmeId);
  const steps: Step[] = [];
  let left = priced.pointsSpent;
  for (const customerId of circleOf(situation, payer)) {
    const has = situation.book.available({ merchantId, account: 'units', owner: customerId, asset }, day);
    const amount = Math.min(left, has);
    steps.push(...burnSteps({ merchantId, customerId, asset, amount, day }));
    left -= amount;
  }
  return steps;
}

function earningSteps({ book }: Situation, { merchantId, customerId, priced }: PaidOrder): Step[] {
  if (customerId === null || priced.earned.length === 0) return [];
  const member = { merchantId, customerId };
  return earnSteps({ ...member, earnings: priced.earned, owed: owedIn(book, member) });
}

interface Bought {
  readonly ask: Ask;
  readonly place: Here;
  readonly asked: PricedAsk;
}

/** What an order earns: on the goods that money pays for, delivery and what points paid left out. */
export function earn(situation: Situation, { ask, place, asked }: Bought): Earning[] {
  const { merchantId, customerId } = ask;
  if (customerId === null) return [];
  const { cart, priced } = asked;
  // The price that a refund takes back by says no tier of who paid as a stranger, so that none counts here either.
  const standing = ask.asStranger ? NEW_STANDING : standingOf(situation, { merchantId, customerId });
  return earningsOf(situation.knowledge.of(merchantId).programme, {
    standing,
    day: place.day,
    netMinor: Math.max(0, priced.dueMinor - priced.delivery.netMinor),
    lines: priced.lines.map(({ netMinor }, i) => ({ ...cart.lines[i]!, netMinor })),
  });
}
