import { refundedMinor, type Refund, type Trade } from '../core/trade.ts';
import { feeOf, type BillLine } from '../core/mismatches.ts';

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

export const intentId = (trade: Trade): string => `pi_${trade.providerRef}`;
export const chargeId = (trade: Trade): string => `ch_${trade.providerRef}`;
export const refundId = (refund: Refund): string => `re_${refund.providerRef}`;

const metadataOf = (trade: Trade) => JSON.parse(trade.extra['metadata'] ?? '{}') as Record<string, string>;

function statusOf(trade: Trade): string {
  if (trade.state === 'paid') return 'succeeded';
  if (trade.state === 'closed' || trade.state === 'reversed') return 'canceled';
  return 'requires_payment_method';
}

/** A PaymentIntent, with the fields that a shop needs. */
export function intentOf(trade: Trade): Record<string, unknown> {
  const isPaid = trade.state === 'paid';
  return {
    id: intentId(trade),
    object: 'payment_intent',
    amount: trade.amountMinor,
    amount_received: isPaid ? trade.amountMinor : 0,
    currency: trade.currency.toLowerCase(),
    status: statusOf(trade),
    client_secret: `${intentId(trade)}_secret_${trade.providerRef.slice(-12)}`,
    capture_method: 'automatic',
    created: seconds(trade.startedAt),
    description: trade.subject,
    latest_charge: isPaid ? chargeOf(trade) : null,
    livemode: false,
    metadata: metadataOf(trade),
    payment_method_types: [trade.scene],
    last_payment_error:
      trade.state === 'failed' ? { type: 'card_error', code: 'card_declined', decline_code: declineOf(trade) } : null,
  };
}

const declineOf = ({ failedBy }: Trade): string =>
  failedBy === 'balance_short' ? 'insufficient_funds' : 'generic_decline';

function chargeOf(trade: Trade): Record<string, unknown> {
  return {
    id: chargeId(trade),
    object: 'charge',
    amount: trade.amountMinor,
    amount_captured: trade.amountMinor,
    amount_refunded: refundedMinor(trade),
    created: seconds(trade.paidAt ?? trade.startedAt),
    currency: trade.currency.toLowerCase(),
    metadata: metadataOf(trade),
    paid: true,
    payment_intent: intentId(trade),
    payment_method_details: {
      type: trade.scene,
      [trade.scene]: { brand: 'visa', last4: '4242', fingerprint: `card-${trade.payer}` },
    },
    status: 'succeeded',
  };
}

/** An object that hangs on another is its name, unless the shop has asked to see it whole. */
export function intentFor(trade: Trade, expands: readonly string[]): Record<string, unknown> {
  const intent = intentOf(trade);
  if (intent['latest_charge'] === null || expands.includes('latest_charge')) return intent;
  return { ...intent, latest_charge: chargeId(trade) };
}

export function refundOf(trade: Trade, refund: Refund): Record<string, unknown> {
  return {
    id: refundId(refund),
    object: 'refund',
    amount: refund.amountMinor,
    charge: chargeId(trade),
    created: seconds(refund.acceptedAt),
    currency: trade.currency.toLowerCase(),
    metadata: { out_refund_no: refund.outRefundNo },
    payment_intent: intentId(trade),
    status: refund.refundedAt === null ? 'pending' : 'succeeded',
  };
}

/** A line of the account's balance: what goes out is below zero. */
export function balanceOf({ trade, refund, amountMinor, at }: BillLine, isWhole: boolean): Record<string, unknown> {
  const amount = refund ? -amountMinor : amountMinor;
  // Stripe keeps its fee when a charge is refunded.
  const fee = refund ? 0 : feeOf(amountMinor);
  const source = refund ? refundOf(trade, refund) : chargeOf(trade);
  return {
    id: `txn_${(refund ?? trade).providerRef}`,
    object: 'balance_transaction',
    amount,
    created: Math.floor(at.getTime() / 1000),
    currency: trade.currency.toLowerCase(),
    fee,
    net: amount - fee,
    reporting_category: refund ? 'refund' : 'charge',
    source: isWhole ? source : source['id'],
    status: 'available',
    type: refund ? 'refund' : 'charge',
  };
}

export const listOf = (url: string, data: readonly object[]): Record<string, unknown> => ({
  object: 'list',
  url,
  has_more: false,
  data,
});
