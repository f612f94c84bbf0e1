import type { GatewayAccount, RefundOrder, RefundOutcome } from '../gateway.ts';
import { mustText } from '../shared/fields.ts';
import { shanghaiDigits } from '../shared/shanghai.ts';
import { readOr, unknown } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { DUPLICATE, IN_DOUBT, OK, REFUND_FAILS } from './codes.ts';
import { refundOutcomeOf } from './read-words.ts';
import type { Form } from './sign.ts';

const idOf = ({ outRefundNo, startedAt }: RefundOrder): Form => ({
  orderId: outRefundNo,
  txnTime: shanghaiDigits(startedAt),
});

/** Asks for a refund (`txnType` 04) of the charge whose number at UnionPay is known. Taken on is not paid. */
export async function refund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const said = await ask(account, 'trade', {
    ...idOf(order),
    txnType: '04',
    txnSubType: '00',
    origQryId: order.providerRef,
    txnAmt: String(order.amountMinor),
    backUrl: account.notifyUrl,
  });
  if (said.state === 'unknown') return said;
  if (said.code === DUPLICATE) return queryRefund(account, order);
  if (OK.includes(said.code)) return { state: 'accepted' };
  if (IN_DOUBT.includes(said.code)) return unknown(`code_${said.code}`);
  const fails = REFUND_FAILS[said.code];
  return fails ? { state: 'failed', providerCode: said.code, ...fails } : unknown(`code_${said.code}`);
}

export async function queryRefund(account: GatewayAccount, order: RefundOrder): Promise<RefundOutcome> {
  const id = idOf(order);
  const said = await ask(account, 'query', { ...id, txnType: '00', txnSubType: '00' });
  if (said.state === 'unknown') return said;
  if (!OK.includes(said.code)) return unknown(`code_${said.code}`);
  return readOr(() => refundOutcomeOf(mustText(said.form, 'origRespCode'), said.form, id['txnTime']!));
}
