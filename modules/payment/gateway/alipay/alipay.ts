import type { Gateway, GatewayAccount } from '../gateway.ts';
import { missingOf, privateKeyOf, publicKeyOf } from '../shared/keys.ts';
import { bill } from './bill.ts';
import { cancel, charge, query, SCENES } from './charge.ts';
import { readCallback } from './read-callback.ts';
import { queryRefund, refund } from './refund.ts';

const SETTINGS = ['appId', 'sellerId'] as const;
const SECRETS = ['privateKey', 'alipayPublicKey'] as const;

function faultIn({ settings, secrets }: GatewayAccount): string | null {
  const missing = missingOf(settings, SETTINGS) ?? missingOf(secrets, SECRETS);
  if (missing) return missing;
  if (!privateKeyOf(secrets['privateKey'])) return 'privateKey';
  return publicKeyOf(secrets['alipayPublicKey']) ? null : 'alipayPublicKey';
}

const answer = (status: number, body: string) => ({ status, contentType: 'text/plain', body });

/** Alipay, by its own library and in its public-key mode. */
export const alipay: Gateway = {
  scenes: SCENES,
  asks: { settings: SETTINGS, secrets: SECRETS, optionalSettings: ['returnUrl'], optionalSecrets: [] },
  faultIn,
  charge,
  query,
  cancel,
  refund,
  queryRefund,
  readCallback,
  // Anything but exactly this word is called again.
  answers: { taken: answer(200, 'success'), refused: answer(400, 'fail') },
  bill,
  patience: { asksAfterS: [3, 6, 10, 15, 20, 30, 45], cancelNotBeforeS: 15 },
};
