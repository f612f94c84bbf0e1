import type { OrderSettlement } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { paymentOfOrder } from '@shuke/payment';
import { promotionNames } from '@shuke/promotion';
import type { PaidOrder } from '../checkout/paid-order.ts';
import type { OrderNotFound } from '../errors.ts';
import { readTotals } from '../order-queries.ts';
import { pricedBy } from '../refund/priced-by.ts';
import { readPaidOrder, refundsOfOrder } from '../refund/refund-store.ts';
import { nothingBack } from '../refund/refund.ts';
import { promotionShares } from './promotion-shares.ts';
import { promotionsView, recordedRefundsView, refundsView, type PricedWith } from './settlement-view.ts';

/** How an order was paid, what priced it, what it earned and what has come back of it, or `order_not_found`. */
export function getSettlement(ctx: Ctx, orderId: string): Promise<Result<OrderSettlement, OrderNotFound>> {
  return inRead<Result<OrderSettlement, OrderNotFound>>(ctx, async (tx) => {
    const order = await readPaidOrder(tx, orderId);
    if (order === null) return refuse('order_not_found', { orderId });
    return ok(order === 'recorded' ? await ofRecorded(tx, orderId) : await ofPaid(tx, order));
  });
}

async function ofPaid(tx: Tx, order: PaidOrder): Promise<OrderSettlement> {
  const refunds = await refundsOfOrder(tx, order.orderId);
  const payment = order.tenders.some(({ kind }) => kind === 'gateway') ? await paymentOfOrder(tx, order.orderId) : null;
  const toDate = refunds.at(-1)?.toDate ?? nothingBack(order);
  const { cart, earned, pointsSpent } = order.priced;
  const money = (minor: number): string => formatMinor(minor, cart.currency);
  return {
    orderId: order.orderId,
    pricedHere: true,
    delivery: money(order.deliveryMinor),
    tenders: order.tenders.map(({ kind, amountMinor }, i) => ({
      kind,
      amount: money(amountMinor),
      refunded: money(toDate.tendersMinor[i]!),
    })),
    pointsPay: money(order.pointsPaidMinor),
    pointsSpent,
    promotions: promotionsView(order, await pricedWith(tx, order)),
    earned: earned.map(({ asset, amount }, i) => ({ asset, amount, takenBack: toDate.takenBack[i]! })),
    refunds: refundsView(order, refunds),
    paymentId: payment?.paymentId ?? null,
    shiftId: order.shiftId,
  };
}

async function pricedWith(tx: Tx, order: PaidOrder): Promise<PricedWith> {
  const { ruleSet, programme, templates } = await pricedBy(tx, order);
  return {
    shares: promotionShares(order, ruleSet),
    programmeId: programme.programmeId,
    ruleNames: await promotionNames(
      tx,
      order.priced.applied.map(({ promotionId }) => promotionId),
    ),
    couponNames: new Map(templates.map(({ templateId, name }) => [templateId, name])),
  };
}

async function ofRecorded(tx: Tx, orderId: string): Promise<OrderSettlement> {
  const { currency } = await merchantSettings(tx);
  const { payableMinor } = await readTotals(tx, orderId);
  const none = formatMinor(0, currency);
  return {
    orderId,
    pricedHere: false,
    delivery: none,
    tenders: [],
    pointsPay: none,
    pointsSpent: 0,
    promotions: [],
    earned: [],
    refunds: recordedRefundsView({ payableMinor, currency }, await refundsOfOrder(tx, orderId)),
    paymentId: null,
    shiftId: null,
  };
}
