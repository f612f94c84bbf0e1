import { DAY_MS } from '@shuke/kernel';
import type { Stripe } from 'stripe';
import type { Bill, BillLine, GatewayAccount } from '../gateway.ts';
import { fromStripe } from './amounts.ts';
import { attempt, clientOf, isRefused, isUnknown } from './client.ts';

/** The lines of the balance on a day of UTC. */
export async function bill(account: GatewayAccount, day: string): Promise<Bill> {
  const from = Date.parse(`${day}T00:00:00Z`);
  const created = { gte: from / 1000, lt: (from + DAY_MS) / 1000 };
  const lines = await attempt(() => allLines(clientOf(account), created));
  if (isUnknown(lines)) return { state: 'not_ready', why: lines.why };
  if (isRefused(lines)) return { state: 'not_ready', why: lines.code };
  return { state: 'ready', lines };
}

/** Page by page: what is kept of a line is a tenth of what Stripe tells. */
async function allLines(stripe: Stripe, created: Stripe.RangeQueryParam): Promise<BillLine[]> {
  const lines: BillLine[] = [];
  const pages = stripe.balanceTransactions.list({ created, limit: 100, expand: ['data.source'] });
  for await (const line of pages) lines.push(...lineOf(line));
  return lines;
}

/** Fees, payouts and what else moves the balance are no charge and no refund. */
function lineOf(line: Stripe.BalanceTransaction): BillLine[] {
  const source = typeof line.source === 'object' ? line.source : null;
  if (source?.object !== 'charge' && source?.object !== 'refund') return [];
  const currency = source.currency.toUpperCase();
  const isSame = line.currency === source.currency;
  const { out_trade_no: tradeNo, out_refund_no: refundNo } = source.metadata ?? {};
  const kind = source.object;
  const intent = typeof source.payment_intent === 'string' ? source.payment_intent : source.payment_intent?.id;
  // What was begun elsewhere on the same account has no number of ours: it goes by Stripe's.
  const outNo = (kind === 'charge' ? tradeNo : refundNo) ?? source.id;
  return [
    {
      kind,
      outNo,
      outTradeNo: tradeNo ?? '',
      providerRef: kind === 'charge' ? (intent ?? source.id) : source.id,
      // A balance in another currency counts amounts and fees in that one.
      amountMinor: fromStripe(isSame ? Math.abs(line.amount) : source.amount, currency),
      feeMinor: fromStripe(line.fee / (isSame ? 1 : (line.exchange_rate ?? 1)), currency),
      currency,
      at: new Date(line.created * 1000),
    },
  ];
}
