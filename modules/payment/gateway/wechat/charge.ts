import { systemClock } from '@shuke/kernel';
import type { Charge, GatewayAccount, GuestStep, Outcome, Scene } from '../gateway.ts';
import { mustText, textIn, type Fields } from '../shared/fields.ts';
import { privateKeyOf } from '../shared/keys.ts';
import { invalid, lacking, shortened } from '../shared/lacking.ts';
import { shanghaiIso } from '../shared/shanghai.ts';
import { readOr, unknown, Unreadable } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { ALREADY_THERE, CHARGE_FAILS, GUEST_IS_ASKED, MAY_BE_THERE, NOT_THERE } from './codes.ts';
import { outcomeIn } from './read-words.ts';
import { invokeParameters } from './sign.ts';

export const SCENES: readonly Scene[] = ['payment_code', 'qr', 'jsapi', 'h5'];

const ORDERS = '/v3/pay/transactions';
const PATHS: Readonly<Partial<Record<Scene, string>>> = {
  payment_code: `${ORDERS}/codepay`,
  qr: `${ORDERS}/native`,
  jsapi: `${ORDERS}/jsapi`,
  h5: `${ORDERS}/h5`,
};

const MOST_DESCRIPTION_BYTES = 127;

/** What every way of paying is told. */
const orderOf = ({ settings }: GatewayAccount, charge: Charge) => ({
  appid: settings['appId'],
  mchid: settings['mchId'],
  description: shortened(charge.subject, MOST_DESCRIPTION_BYTES),
  out_trade_no: charge.outTradeNo,
  amount: { total: charge.amountMinor, currency: charge.currency },
});

function bodyOf(account: GatewayAccount, charge: Charge): object {
  const order = orderOf(account, charge);
  const store_info = { id: charge.storeCode };
  // A payment code is answered or asked for: its page lists no address to call back and no time to close.
  if (charge.scene === 'payment_code')
    return { ...order, payer: { auth_code: charge.authCode }, scene_info: { store_info } };
  const told = { ...order, time_expire: shanghaiIso(charge.expiresAt), notify_url: account.notifyUrl };
  if (charge.scene === 'jsapi') return { ...told, payer: { openid: charge.payerId } };
  if (charge.scene === 'qr') return told;
  return { ...told, scene_info: { payer_client_ip: charge.clientIp, h5_info: { type: 'Wap' } } };
}

/** Opens an order, or charges the guest's payment code. */
export async function charge(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const lacks = lacking(asked, SCENES, 'CNY');
  if (lacks) return lacks;
  if (asked.scene === 'h5' && !asked.clientIp) return invalid('client_ip_missing');
  const said = await ask(account, { method: 'POST', path: PATHS[asked.scene]!, body: bodyOf(account, asked) });
  if (said.state === 'unknown') return said;
  if (said.state === 'refused') return refusedCharge(account, asked, said.code);
  if (asked.scene === 'payment_code') return outcomeOf(account, asked, said.fields);
  return readOr(() => ({ state: 'waiting', show: stepIn(account, asked.scene, said.fields) }));
}

async function refusedCharge(account: GatewayAccount, asked: Charge, code: string): Promise<Outcome> {
  if (GUEST_IS_ASKED.includes(code)) return { state: 'waiting' };
  if (ALREADY_THERE.includes(code)) return query(account, asked);
  if (code === MAY_BE_THERE) {
    const known = await query(account, asked);
    return known.state === 'unknown' && NOT_THERE.includes(known.why) ? invalid(code) : known;
  }
  const reason = CHARGE_FAILS[code];
  return reason ? { state: 'failed', reason, providerCode: code } : unknown(code);
}

function stepIn({ settings, secrets }: GatewayAccount, scene: Scene, fields: Fields): GuestStep {
  if (scene === 'qr') return { qrText: mustText(fields, 'code_url') };
  if (scene === 'h5') return { url: mustText(fields, 'h5_url') };
  const privateKey = privateKeyOf(secrets['privateKey']);
  if (!privateKey) throw new Unreadable('privateKey');
  const order = { appId: settings['appId'] ?? '', prepayId: mustText(fields, 'prepay_id') };
  return { invoke: invokeParameters(order, privateKey, systemClock.now()) };
}

/** A signature does not say to which question it is the answer. */
function outcomeOf(account: GatewayAccount, { outTradeNo }: Charge, fields: Fields): Outcome {
  const isIts = textIn(fields, 'out_trade_no') === outTradeNo && textIn(fields, 'mchid') === account.settings['mchId'];
  return isIts ? readOr(() => outcomeIn(account, fields)) : unknown('answer_about_another');
}

const pathOf = ({ outTradeNo }: Charge): string => `${ORDERS}/out-trade-no/${encodeURIComponent(outTradeNo)}`;

/** Asks what became of a charge. One that WeChat does not know may still be on its way there. */
export async function query(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const mchId = encodeURIComponent(account.settings['mchId'] ?? '');
  const said = await ask(account, { method: 'GET', path: `${pathOf(asked)}?mchid=${mchId}` });
  if (said.state === 'unknown') return said;
  return said.state === 'refused' ? unknown(said.code) : outcomeOf(account, asked, said.fields);
}

/** Reverses a payment code, paid or not, and closes an order of another kind; one that is paid stays so and is told. */
export async function cancel(account: GatewayAccount, asked: Charge): Promise<Outcome> {
  const isCode = asked.scene === 'payment_code';
  const { appId: appid, mchId: mchid } = account.settings;
  const said = await ask(account, {
    method: 'POST',
    path: `${pathOf(asked)}/${isCode ? 'reverse' : 'close'}`,
    body: isCode ? { appid, mchid } : { mchid },
  });
  if (said.state === 'unknown') return said;
  if (said.state === 'said' || NOT_THERE.includes(said.code)) return { state: 'closed' };
  return ALREADY_THERE.includes(said.code) ? query(account, asked) : unknown(said.code);
}
