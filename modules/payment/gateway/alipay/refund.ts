import { formatMinor } from '@shuke/kernel';
import type { GatewayAccount, RefundOrder, RefundOutcome } from '../gateway.ts';
import { textIn } from '../shared/fields.ts';
import { shortened } from '../shared/lacking.ts';
import { readOr, unknown } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { REFUND_FAILS } from './codes.ts';
import { refundOutcomeIn } from './read-words.ts';

const MOST_REASON_BYTES = 256;

/**
 * Pays back under a number, once however often it is asked. The answer tells the sum of all refunds of the trade and not what
 * this one came to, so that it is asked for.
 */
export async function refund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const said = await ask(account, {
    method: 'alipay.trade.refund',
    content: {
      outTradeNo: order.outTradeNo,
      outRequestNo: order.outRefundNo,
      refundAmount: formatMinor(order.amountMinor, order.currency),
      refundReason: shortened(order.reason, MOST_REASON_BYTES),
    },
  });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') {
    const fails = REFUND_FAILS[said.code];
    return fails ? { state: 'failed', providerCode: said.code, ...fails } : unknown(said.code);
  }
  const outcome = await queryRefund(account, order);
  return outcome.state === 'unknown' ? { state: 'accepted' } : outcome;
}

export async function queryRefund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const { outTradeNo, outRefundNo: outRequestNo } = order;
  const content = { outTradeNo, outRequestNo, queryOptions: ['gmt_refund_pay'] };
  const said = await ask(account, { method: 'alipay.trade.fastpay.refund.query', content });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') return unknown(said.code);
  const told = textIn(said.fields, 'outRequestNo');
  return told === '' || told === outRequestNo
    ? readOr(() => refundOutcomeIn(said.fields))
    : unknown('answer_about_another');
}
