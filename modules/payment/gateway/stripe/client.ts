import { Stripe } from 'stripe';
import type { GatewayAccount } from '../gateway.ts';
import { TIMEOUT_MS } from '../shared/call.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';

/** Stripe's own library for an account. It does not try again by itself: what is unknown is settled by asking. */
export function clientOf({ baseUrl, secrets }: GatewayAccount, timeoutMs = TIMEOUT_MS): Stripe {
  const { protocol, hostname: host, port } = new URL(baseUrl);
  return new Stripe(secrets['secretKey'] ?? '', {
    protocol: protocol === 'http:' ? 'http' : 'https',
    host,
    ...(port ? { port } : {}),
    timeout: timeoutMs,
    maxNetworkRetries: 0,
    telemetry: false,
    // Its other client waits and sends a call again whose connection was cut, whatever it is told of retries.
    httpClient: Stripe.createFetchHttpClient(),
  });
}

export interface Refused {
  readonly state: 'refused';
  readonly code: string;
}

/** Types of errors after which a call was surely not carried out. */
const REFUSALS: readonly string[] = [
  'StripeInvalidRequestError',
  'StripeAuthenticationError',
  'StripePermissionError',
  'StripeCardError',
];

/** Does what asks Stripe; its refusals and faults are values. The words of its errors are not kept: they may name a card. */
export async function attempt<T extends object>(asking: () => Promise<T>): Promise<T | Refused | Unknown> {
  try {
    return await asking();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const code = error.code ?? error.type;
    return REFUSALS.includes(error.type) ? { state: 'refused', code } : unknown(code);
  }
}

export const isRefused = (value: object): value is Refused => 'state' in value && value.state === 'refused';
export const isUnknown = (value: object): value is Unknown => 'state' in value && value.state === 'unknown';
