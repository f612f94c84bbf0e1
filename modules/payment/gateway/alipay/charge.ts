import { formatMinor } from '@shuke/kernel';
import type { Charge, GatewayAccount, GuestStep, Outcome, Scene } from '../gateway.ts';
import { mustText, textIn, type Fields } from '../shared/fields.ts';
import { lacking, shortened } from '../shared/lacking.ts';
import { shanghaiSpaced } from '../shared/shanghai.ts';
import { readOr, unknown } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { ALREADY_THERE, failReasonOf, NOT_THERE } from './codes.ts';
import { capturedIn, outcomeIn } from './read-words.ts';
import { sdkOf } from './sdk.ts';

export const SCENES: readonly Scene[] = ['payment_code', 'qr', 'jsapi', 'h5'];

const METHODS: Readonly<Partial<Record<Scene, string>>> = {
  payment_code: 'alipay.trade.pay',
  qr: 'alipay.trade.precreate',
  jsapi: 'alipay.trade.create',
};

const MOST_SUBJECT_BYTES = 256;

/** Alipay takes none of these in what it shows the guest. */
const subjectOf = (text: string): string => shortened(text.replaceAll(/[/=&]/g, ' '), MOST_SUBJECT_BYTES);

function contentOf({ settings }: GatewayAccount, charge: Charge): object {
  const order = {
    outTradeNo: charge.outTradeNo,
    totalAmount: formatMinor(charge.amountMinor, charge.currency),
    subject: subjectOf(charge.subject),
    timeExpire: shanghaiSpaced(charge.expiresAt),
  };
  if (charge.scene === 'payment_code') return { ...order, authCode: charge.authCode, scene: 'bar_code' };
  if (charge.scene === 'qr') return order;
  if (charge.scene === 'h5') return { ...order, productCode: 'QUICK_WAP_WAY' };
  // A user's number of the older kind is told by its shape from an open id.
  const buyer = /^2088\d{12}$/.test(charge.payerId ?? '')
    ? { buyerId: charge.payerId }
    : { buyerOpenId: charge.payerId };
  return { ...order, ...buyer, productCode: 'JSAPI_PAY', opAppId: settings['appId'] };
}

/** Opens a trade, or charges the guest's payment code. */
export async function charge(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const lacks = lacking(asked, SCENES, 'CNY');
  if (lacks) return lacks;
  if (asked.scene === 'h5') return page(account, asked);
  const said = await ask(account, { method: METHODS[asked.scene]!, content: contentOf(account, asked), notify: true });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') return refusedCharge(account, asked, said.code);
  if (textIn(said.fields, 'outTradeNo') !== asked.outTradeNo) return unknown('answer_about_another');
  if (said.waits) return { state: 'waiting' };
  if (asked.scene === 'payment_code') return readOr(() => capturedIn(said.fields, 'gmtPayment'));
  return readOr(() => ({ state: 'waiting', show: stepIn(asked.scene, said.fields) }));
}

/** The guest's browser brings the order to Alipay itself, in a signed address. */
function page(account: GatewayAccount, asked: Charge): Outcome {
  const sdk = sdkOf(account);
  if (!sdk) return unknown('keys_unusable');
  const { returnUrl } = account.settings;
  const params = {
    bizContent: contentOf(account, asked),
    notifyUrl: account.notifyUrl,
    ...(returnUrl ? { returnUrl } : {}),
  };
  return { state: 'waiting', show: { url: sdk.pageExecute('alipay.trade.wap.pay', 'GET', params) } };
}

const stepIn = (scene: Scene, fields: Fields): GuestStep =>
  scene === 'qr' ? { qrText: mustText(fields, 'qrCode') } : { invoke: { tradeNO: mustText(fields, 'tradeNo') } };

function refusedCharge(account: GatewayAccount, asked: Charge, code: string): Outcome | Promise<Outcome> {
  if (ALREADY_THERE.includes(code)) return query(account, asked);
  const reason = failReasonOf(code);
  return reason ? { state: 'failed', reason, providerCode: code } : unknown(code);
}

/** A QR code and a page are no trade until the guest comes; any other charge that is not known may still be on its way. */
const COME_LATER: readonly Scene[] = ['qr', 'h5'];

/** Asks what became of a charge. */
export async function query(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const said = await ask(account, { method: 'alipay.trade.query', content: { outTradeNo: asked.outTradeNo } });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') {
    return said.code === NOT_THERE && COME_LATER.includes(asked.scene) ? { state: 'waiting' } : unknown(said.code);
  }
  if (textIn(said.fields, 'outTradeNo') !== asked.outTradeNo) return unknown('answer_about_another');
  return readOr(() => outcomeIn(said.fields));
}

/** Closes what was not paid and gives back what was. */
export async function cancel(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const said = await ask(account, { method: 'alipay.trade.cancel', content: { outTradeNo: asked.outTradeNo } });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') return said.code === NOT_THERE ? { state: 'closed' } : unknown(said.code);
  return textIn(said.fields, 'retryFlag') === 'Y' ? unknown('cancel_again') : { state: 'closed' };
}
