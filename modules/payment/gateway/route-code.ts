import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { GatewayName } from './gateway.ts';

type Routed = Result<GatewayName, Refusal<'payment_code_unknown'>>;

/** Disjoint: the first two digits alone tell them apart. UnionPay's shape is assumed; Stripe's guests show no code. */
const SHAPES: readonly (readonly [GatewayName, RegExp])[] = [
  ['wechat', /^1[0-5]\d{16}$/],
  ['alipay', /^(?:2[5-9]|30)\d{14,22}$/],
  ['unionpay', /^62\d{17}$/],
];

/** Whose app shows a payment code; any other code is refused and the cashier asked, never guessed. A scanner's blanks do not count. */
export function routeCode(code: string): Routed {
  const digits = code.replaceAll(/\s/g, '');
  const gateway = SHAPES.find(([, shape]) => shape.test(digits))?.[0];
  // The code itself would pay, so that only its length is told.
  return gateway ? ok(gateway) : refuse('payment_code_unknown', { length: digits.length });
}
