import type { RefundRequest, RefundView } from '@shuke/contract';
import { takeStock } from '@shuke/catalog';
import { openRedemptions, writeReversals, type ReversalDesk } from '@shuke/coupon';
import { crossSpendsOf, noteCrossSpends } from '@shuke/customer';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, businessDay, must, newId, ok, refuse, type Result } from '@shuke/kernel';
import { openBook, transfersOf, writeBook, type Holding } from '@shuke/ledger';
import { holdingsOfCard, holdingsOfCustomer } from '@shuke/loyalty';
import { paymentOfOrder, requestRefunds } from '@shuke/payment';
import { countUsage, usageRowsOf, type LiveRules } from '@shuke/promotion';
import { lockShifts } from '../checkout/checkout-store.ts';
import type { PaidOrder } from '../checkout/paid-order.ts';
import { shiftKey } from '../checkout/situation.ts';
import { shiftFault } from '../checkout/till-state.ts';
import type { KeyReused, RefundRefusal } from '../errors.ts';
import { orderRefunded } from '../events.ts';
import { parseQuantityMilli } from '../order.ts';
import { placeOf, type Place } from '../place.ts';
import { spendsBack } from './circle-back.ts';
import { pricedBy } from './priced-by.ts';
import { stepsOfRefund, type Refunding } from './refund-posting.ts';
import * as store from './refund-store.ts';
import { refundView } from './refund-view.ts';
import { nothingBack, refundTo, returnedWith, type RefundState } from './refund.ts';

export interface RefundOrder {
  readonly key: string;
  readonly orderId: string;
  readonly refund: RefundRequest;
}

/**
 * Takes goods of an order back and pays for them: what is kept is priced anew by the order's own rules, each tender, lot,
 * coupon, point and stamp goes back by its share, in one transaction. Refunds of one order go one by one. A repeat with the
 * same key is given the first answer, a refusal too.
 */
export function refundOrder(
  ctx: Ctx,
  { key, orderId, refund }: RefundOrder,
): Promise<Result<RefundView, RefundRefusal | KeyReused>> {
  const options = { key, input: { orderId, refund }, storeRefusals: true };
  return inTx<RefundView, RefundRefusal>(ctx, options, async (tx) => {
    const order = await store.readPaidOrder(tx, orderId);
    if (order === null) return refuse('order_not_found', { orderId });
    if (order === 'recorded') return refuse('order_not_refundable', { orderId });
    const place = await placeOf(tx, ctx.actor, refund.storeCode);
    if (!place.ok) return place;
    const why = await whyNotShift(tx, refund, place.value);
    if (why) return why;
    const refundNo = await store.nextRefundNo(tx, orderId);
    const { refundIds, toDate } = await store.earlierRefunds(tx, orderId);
    const before = { ...nothingBack(order), ...toDate };
    const returned = returnedWith(order, before, linesOf(refund));
    if (!returned.ok) return returned;
    const by = await pricedBy(tx, order);
    const after = refundTo(order, before, { returnedMilli: returned.value, ...by });
    const history = await transfersOf(tx, [orderId, ...refundIds]);
    const spends = await crossSpendsOf(tx, orderId);
    const payment = order.tenders.some(isGateway) ? await paymentOfOrder(tx, orderId) : null;
    const gatewayAccountId = payment?.accountId ?? null;
    const { programme, rules } = by;
    const going = { order, before, after, history, spends, programme, rules, gatewayAccountId };
    const refundId = newId();
    await post(tx, { ...going, refundId, place: place.value, restock: refund.restock ?? true });
    const row = rowOf({ ctx, tx, refund }, { ...going, refundId, refundNo, place: place.value });
    await store.insertRefund(tx, row);
    if (payment) await payBack(tx, payment.paymentId, { order, row });
    await appendEvents(tx, [orderRefunded(order, row)]);
    return ok(refundView(order, before, row));
  });
}

/** An open shift is held open until the refund has committed. */
async function whyNotShift(tx: Tx, { shiftId }: RefundRequest, { storeId }: Place) {
  if (shiftId === undefined) return null;
  const { merchantId } = tx;
  const shifts = await lockShifts(tx, [{ merchantId, shiftId }]);
  return shiftFault(shifts.get(shiftKey(merchantId, shiftId)), { shiftId, storeId });
}

// What cannot be read becomes no number, and is then refused by name.
const linesOf = ({ lines }: RefundRequest) =>
  lines.map(({ line, quantity }) => ({ line, quantityMilli: parseQuantityMilli(quantity) ?? Number.NaN }));

const isGateway = ({ kind }: PaidOrder['tenders'][number]): boolean => kind === 'gateway';

/** The provider pays its share back by itself afterwards, to where the money came from. */
async function payBack(
  tx: Tx,
  paymentId: string,
  { order, row }: { readonly order: PaidOrder; readonly row: store.Refund },
): Promise<void> {
  const amountMinor = row.tendersMinor[order.tenders.findIndex(isGateway)] ?? 0;
  if (amountMinor === 0) return;
  const [refundId] = await requestRefunds(tx, [{ paymentId, amountMinor, cause: 'order', referenceId: row.refundId }]);
  assert(refundId, 'no more goes back of a payment than it paid');
}

type Refundable = 'order' | 'before' | 'after' | 'history' | 'programme' | 'spends' | 'gatewayAccountId';

interface Going extends Pick<Refunding, Refundable> {
  readonly refundId: string;
  readonly place: Place;
}

// Rows are locked in the order of a checkout: coupons, balances, stock, counts.
async function post(tx: Tx, going: Going & { readonly rules: LiveRules; readonly restock: boolean }): Promise<void> {
  const { order, place, refundId, rules, restock, spends } = going;
  const { merchantId, orderId } = order;
  const desk = await openChanged(tx, going);
  const book = await openBook(tx, [...holdingsOf(going), ...desk.holdings()]);
  const day = dayOf(place, tx.now);
  const steps = stepsOfRefund(book, { ...going, day, storeId: place.storeId, couponSteps: desk.steps() });
  if (steps.length > 0) {
    const posted = book.post({
      merchantId,
      transactionId: refundId,
      purpose: 'order.refunded',
      referenceId: orderId,
      steps,
    });
    assert(posted.ok, 'a refund moves no more than the order did');
    const { transfers } = posted.value;
    await noteCrossSpends(tx, spendsBack(spends, { merchantId, transfers, reversals: desk.reversals }));
  }
  await writeBook(tx, book);
  await writeReversals(tx, desk);
  if (restock) await takeStock(tx, goodsBack(going));
  if (order.customerId !== null) await countUsage(tx, usesBack(going, rules, order.customerId));
}

const dayOf = ({ timeZone, dayStartMinute }: Place, now: Date): string =>
  businessDay(now.getTime(), timeZone, dayStartMinute);

/** Takes back the coupons that the kept goods do not need, and lowers those that take less off them. */
async function openChanged(tx: Tx, { order, before, after, refundId }: Going): Promise<ReversalDesk> {
  const { merchantId } = order;
  const changed = changedCoupons(order, before, after).map((one) => ({ ...one, merchantId }));
  const desk = await openRedemptions(tx, changed);
  for (const { isReversed, lessMinor, ...row } of changed) {
    // Somebody may have taken the redemption back by hand already.
    if (desk.why(row)) continue;
    if (isReversed) desk.reverse({ ...row, reason: 'refund' });
    else desk.abate({ ...row, refundId, amountMinor: lessMinor });
  }
  return desk;
}

/** Of each coupon that this refund changes, how. The order's coupons stand in the order in which pricing took them. */
function changedCoupons({ priced, coupons }: PaidOrder, before: RefundState, after: RefundState) {
  return priced.couponIds.flatMap((couponId, i) => {
    const { redemptionId } = must(coupons[i], 'each coupon of an order has its redemption');
    const isReversed = after.reversedCoupons.includes(couponId) && !before.reversedCoupons.includes(couponId);
    const lessMinor = before.couponCostsMinor[i]! - after.couponCostsMinor[i]!;
    return isReversed || lessMinor > 0 ? [{ redemptionId, isReversed, lessMinor }] : [];
  });
}

function holdingsOf({ order, programme, spends }: Going): Holding[] {
  const { merchantId, customerId, tenders, priced } = order;
  const { currency } = priced.cart;
  const cards = tenders.flatMap(({ cardId }) =>
    cardId === null ? [] : holdingsOfCard({ merchantId, cardId, currency }),
  );
  const people = customerId === null ? [] : [customerId, ...new Set(spends.map((one) => one.holderCustomerId))];
  return [...people.flatMap((id) => holdingsOfCustomer(programme, { merchantId, customerId: id })), ...cards];
}

const goodsBack = ({ order, before, after }: Going) =>
  order.lines.flatMap(({ productId }, i) => {
    const back = after.returnedMilli[i]! - before.returnedMilli[i]!;
    const { merchantId, storeId } = order;
    return back === 0 ? [] : [{ merchantId, storeId, productId, quantityMilli: -back }];
  });

function usesBack({ order, before, after }: Going, rules: LiveRules, customerId: string) {
  const uses = Object.entries(after.usesBack).map(([promotionId, times]) => ({
    promotionId,
    uses: (before.usesBack[promotionId] ?? 0) - times,
  }));
  return usageRowsOf(rules, { merchantId: order.merchantId, customerId, day: order.businessDay, uses });
}

interface Asked {
  readonly ctx: Ctx;
  readonly tx: Tx;
  readonly refund: RefundRequest;
}

function rowOf({ ctx, tx, refund }: Asked, going: Going & { readonly refundNo: number }): store.Refund {
  const { order, before, after, refundId, refundNo, place } = going;
  const { shiftId = null, reason } = refund;
  return {
    refundId,
    orderId: order.orderId,
    refundNo,
    storeId: place.storeId,
    shiftId,
    lineQuantityMilli: after.returnedMilli.map((sum, i) => sum - before.returnedMilli[i]!),
    amountMinor: after.amountMinor - before.amountMinor,
    tendersMinor: after.tendersMinor.map((sum, i) => sum - before.tendersMinor[i]!),
    pointsPaidMinor: after.pointsPaidMinor - before.pointsPaidMinor,
    toDate: after,
    reason,
    refundedBy: ctx.actor.id,
    businessDay: dayOf(place, tx.now),
  };
}
