import type { GatewayAccount, RefundOrder, RefundOutcome } from '../gateway.ts';
import { textIn, type Fields } from '../shared/fields.ts';
import { shortened } from '../shared/lacking.ts';
import { readOr, unknown } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { REFUND_FAILS } from './codes.ts';
import { refundOutcomeIn } from './read-words.ts';

const REFUNDS = '/v3/refund/domestic/refunds';
const MOST_REASON_BYTES = 80;

/** Asks for a refund; the same number again tells how it stands and pays nothing more. */
export async function refund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const said = await ask(account, {
    method: 'POST',
    path: REFUNDS,
    body: {
      out_trade_no: order.outTradeNo,
      out_refund_no: order.outRefundNo,
      reason: shortened(order.reason, MOST_REASON_BYTES),
      notify_url: account.notifyUrl,
      amount: { refund: order.amountMinor, total: order.totalMinor, currency: order.currency },
    },
  });
  if (said.state === 'unknown') return said;
  if (said.state === 'said') return outcomeOf(order, said.fields);
  const fails = REFUND_FAILS[said.code];
  return fails ? { state: 'failed', providerCode: said.code, ...fails } : unknown(said.code);
}

export async function queryRefund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const said = await ask(account, { method: 'GET', path: `${REFUNDS}/${encodeURIComponent(order.outRefundNo)}` });
  if (said.state === 'unknown') return said;
  return said.state === 'said' ? outcomeOf(order, said.fields) : unknown(said.code);
}

const outcomeOf = (order: RefundOrder, fields: Fields): RefundOutcome =>
  textIn(fields, 'out_refund_no') === order.outRefundNo
    ? readOr(() => refundOutcomeIn(fields, 'status'))
    : unknown('answer_about_another');
