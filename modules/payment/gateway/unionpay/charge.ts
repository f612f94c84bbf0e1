import type { Charge, GatewayAccount, Outcome, Scene } from '../gateway.ts';
import { mustText } from '../shared/fields.ts';
import { lacking, shortened } from '../shared/lacking.ts';
import { shanghaiDigits } from '../shared/shanghai.ts';
import { readOr, unknown } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { CHARGE_FAILS, DUPLICATE, IN_DOUBT, NOT_THERE, OK } from './codes.ts';
import { outcomeOf } from './read-words.ts';
import type { Form } from './sign.ts';

export const SCENES: readonly Scene[] = ['payment_code', 'qr'];

const MOST_SUBJECT_BYTES = 32;

/** The number and the time together are what UnionPay knows a trade by, so that both are the same on every call. */
const idOf = ({ outTradeNo, startedAt }: Charge): Form => ({
  orderId: outTradeNo,
  txnTime: shanghaiDigits(startedAt),
});

/** `txnSubType` 06: the guest's code; 07: a QR code of ours. */
function orderOf(account: GatewayAccount, charge: Charge): Form {
  const order = {
    ...idOf(charge),
    txnType: '01',
    txnAmt: String(charge.amountMinor),
    currencyCode: '156',
    orderDesc: shortened(charge.subject, MOST_SUBJECT_BYTES),
    backUrl: account.notifyUrl,
    payTimeout: shanghaiDigits(charge.expiresAt),
  };
  const termId = account.settings['termId'];
  const byCode = { ...order, txnSubType: '06', qrNo: charge.authCode ?? '', ...(termId ? { termId } : {}) };
  return charge.scene === 'payment_code' ? byCode : { ...order, txnSubType: '07' };
}

/** Charges the guest's code or opens an order. That a charge was taken is only known by asking for it. */
export async function charge(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const lacks = lacking(asked, SCENES, 'CNY');
  if (lacks) return lacks;
  const said = await ask(account, 'trade', orderOf(account, asked));
  if (said.state === 'unknown') return said;
  const { code, form } = said;
  const isTaken = OK.includes(code);
  if (isTaken && asked.scene === 'qr') {
    return readOr(() => ({ state: 'waiting', show: { qrText: mustText(form, 'qrCode') } }));
  }
  if (isTaken || IN_DOUBT.includes(code) || code === DUPLICATE) return query(account, asked);
  const reason = CHARGE_FAILS[code];
  return reason ? { state: 'failed', reason, providerCode: code } : unknown(`code_${code}`);
}

/** Asks what became of a charge. One that is not there may still be on its way. */
export async function query(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const id = idOf(asked);
  const said = await ask(account, 'query', { ...id, txnType: '00', txnSubType: '00' });
  if (said.state === 'unknown') return said;
  if (!OK.includes(said.code)) return unknown(`code_${said.code}`);
  return readOr(() => outcomeOf(mustText(said.form, 'origRespCode'), said.form, id['txnTime']!));
}

/** Reverses the charge of the same number and time (`txnType` 99): it ends, and what was paid goes back. */
export async function cancel(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const order = { txnType: '99', txnSubType: '01', txnAmt: String(asked.amountMinor), backUrl: account.notifyUrl };
  const said = await ask(account, 'trade', { ...idOf(asked), ...order });
  if (said.state === 'unknown') return said;
  if (OK.includes(said.code) || said.code === NOT_THERE) return { state: 'closed' };
  return unknown(`code_${said.code}`);
}
