import type { Gateway, GatewayAccount } from '../gateway.ts';
import { missingOf, privateKeyOf } from '../shared/keys.ts';
import { unionpayKeys } from './ask.ts';
import { cancel, charge, query, SCENES } from './charge.ts';
import { readCallback } from './read-callback.ts';
import { queryRefund, refund } from './refund.ts';

const SETTINGS = ['merId', 'certId'] as const;
const SECRETS = ['privateKey', 'unionpayCertificate'] as const;

function faultIn(account: GatewayAccount): string | null {
  const { settings, secrets } = account;
  const missing = missingOf(settings, SETTINGS) ?? missingOf(secrets, SECRETS);
  if (missing) return missing;
  if (!privateKeyOf(secrets['privateKey'])) return 'privateKey';
  return unionpayKeys(account).length > 0 ? null : 'unionpayCertificate';
}

const answer = (status: number, body: string) => ({ status, contentType: 'text/plain', body });

/** UnionPay's QR payments, version 5.1.0 with RSA. Its file of a day is not read. */
export const unionpay: Gateway = {
  scenes: SCENES,
  asks: { settings: SETTINGS, secrets: SECRETS, optionalSettings: ['termId'], optionalSecrets: [] },
  faultIn,
  charge,
  query,
  cancel,
  refund,
  queryRefund,
  readCallback,
  answers: { taken: answer(200, 'ok'), refused: answer(400, 'fail') },
  bill: () => Promise.resolve({ state: 'none' }),
  // Growing by the power of two within five minutes (assumed).
  patience: { asksAfterS: [2, 4, 8, 16, 32, 64, 128], cancelNotBeforeS: 15 },
};
