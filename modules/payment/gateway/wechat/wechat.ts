import type { Gateway, GatewayAccount } from '../gateway.ts';
import { missingOf, privateKeyOf } from '../shared/keys.ts';
import { bill } from './bill.ts';
import { cancel, charge, query, SCENES } from './charge.ts';
import { heldKeys } from './platform-keys.ts';
import { readCallback } from './read-callback.ts';
import { queryRefund, refund } from './refund.ts';

const SETTINGS = ['appId', 'mchId', 'serialNo'] as const;
const SECRETS = ['privateKey', 'apiV3Key'] as const;
const API_KEY_BYTES = 32;

/** One of both is enough: newer merchants have the public key only, older ones the certificates only. */
function faultIn(account: GatewayAccount): string | null {
  const { settings, secrets } = account;
  const missing = missingOf(settings, SETTINGS) ?? missingOf(secrets, SECRETS);
  if (missing) return missing;
  if (!privateKeyOf(secrets['privateKey'])) return 'privateKey';
  if (Buffer.byteLength(secrets['apiV3Key']!) !== API_KEY_BYTES) return 'apiV3Key';
  if (secrets['publicKey'] && !settings['publicKeyId']) return 'publicKeyId';
  if (heldKeys(account).size > 0) return null;
  return secrets['platformCertificates'] ? 'platformCertificates' : 'publicKey';
}

const answer = (status: number, code: string) => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ code, message: code }),
});

/** WeChat Pay, version 3. */
export const wechat: Gateway = {
  scenes: SCENES,
  asks: {
    settings: SETTINGS,
    secrets: SECRETS,
    optionalSettings: ['publicKeyId'],
    optionalSecrets: ['publicKey', 'platformCertificates'],
  },
  faultIn,
  charge,
  query,
  cancel,
  refund,
  queryRefund,
  readCallback,
  answers: { taken: answer(200, 'SUCCESS'), refused: answer(400, 'FAIL') },
  bill,
  // Asking every 10 s up to 45 s is what WeChat advises; it refuses to reverse within the first 15 s.
  patience: { asksAfterS: [5, 10, 15, 25, 35, 45], cancelNotBeforeS: 15 },
};
