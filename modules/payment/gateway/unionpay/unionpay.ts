import type { Gateway, GatewayAccount } from '../gateway.ts';
import { missingOf } from '../shared/keys.ts';
import { privateKeyIn, signMethodOf, unionpayCertificates } from './ask.ts';
import { bill } from './bill.ts';
import { cancel, charge, query, SCENES } from './charge.ts';
import { readCallback } from './read-callback.ts';
import { queryRefund, refund } from './refund.ts';
import { RSA_METHOD, SM2_METHOD } from './sign.ts';

const SETTINGS = ['merId', 'certId'] as const;
const SECRETS = ['privateKey', 'unionpayCertificate'] as const;

function faultIn(account: GatewayAccount): string | null {
  const { settings, secrets } = account;
  const missing = missingOf(settings, SETTINGS) ?? missingOf(secrets, SECRETS);
  if (missing) return missing;
  if (![RSA_METHOD, SM2_METHOD].includes(signMethodOf(account))) return 'signMethod';
  if (settings['fileUrl'] && !URL.canParse(settings['fileUrl'])) return 'fileUrl';
  if (!privateKeyIn(account)) return 'privateKey';
  return unionpayCertificates(account).length > 0 ? null : 'unionpayCertificate';
}

const answer = (status: number, body: string) => ({ status, contentType: 'text/plain', body });

/** UnionPay's QR payments, version 5.1.0, signed with RSA or with SM2. */
export const unionpay: Gateway = {
  scenes: SCENES,
  asks: {
    settings: SETTINGS,
    secrets: SECRETS,
    optionalSettings: ['termId', 'signMethod', 'fileUrl'],
    optionalSecrets: [],
  },
  faultIn,
  charge,
  query,
  cancel,
  refund,
  queryRefund,
  readCallback,
  answers: { taken: answer(200, 'ok'), refused: answer(400, 'fail') },
  bill,
  // Growing by the power of two within five minutes (assumed).
  patience: { asksAfterS: [2, 4, 8, 16, 32, 64, 128], cancelNotBeforeS: 15 },
};
