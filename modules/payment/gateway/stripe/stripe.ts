import type { Gateway, GatewayAccount } from '../gateway.ts';
import { missingOf } from '../shared/keys.ts';
import { bill } from './bill.ts';
import { cancel, charge, query, SCENES } from './charge.ts';
import { readCallback } from './read-callback.ts';
import { queryRefund, refund } from './refund.ts';

const SECRETS = ['secretKey', 'webhookSecret'] as const;

/** A restricted key of a server begins with `rk_`, a full one with `sk_`; one for browsers can do nothing here. */
function faultIn({ secrets }: GatewayAccount): string | null {
  const missing = missingOf(secrets, SECRETS);
  if (missing) return missing;
  if (!/^[sr]k_\w+$/.test(secrets['secretKey']!)) return 'secretKey';
  return /^whsec_\S+$/.test(secrets['webhookSecret']!) ? null : 'webhookSecret';
}

const answer = (status: number, body: string) => ({ status, contentType: 'text/plain', body });

/** Stripe, by its own library: cards at a reader, and its element in a browser. */
export const stripe: Gateway = {
  scenes: SCENES,
  asks: { settings: [], secrets: SECRETS, optionalSettings: ['readerId'], optionalSecrets: [] },
  faultIn,
  charge,
  query,
  cancel,
  refund,
  queryRefund,
  readCallback,
  answers: { taken: answer(200, 'ok'), refused: answer(400, 'fail') },
  bill,
  patience: { asksAfterS: [5, 10, 20, 40, 60, 120], cancelNotBeforeS: 0 },
};
