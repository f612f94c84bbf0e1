import type { Charge } from '../gateway/gateway.ts';
import type { Payment } from '../payment.ts';
import type { Way } from './begin-payment.ts';

/** What a provider is told besides, which is not kept: whoever asks for a charge or ends it needs its number alone. */
export interface Told {
  readonly way?: Way;
  readonly subject?: string;
  readonly storeCode?: string;
  readonly clientIp?: string | undefined;
}

/** A payment as a provider is told of it; the same number and times in each call. */
export function chargeOf(payment: Payment, { way, subject = '', storeCode = '', clientIp }: Told = {}): Charge {
  const authCode = way?.authCode?.replaceAll(/\s/g, '');
  return {
    outTradeNo: payment.outTradeNo,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    subject,
    scene: payment.scene,
    ...(authCode === undefined ? {} : { authCode }),
    ...(way?.payerId === undefined ? {} : { payerId: way.payerId }),
    ...(clientIp === undefined ? {} : { clientIp }),
    storeCode,
    startedAt: payment.createdAt,
    expiresAt: payment.expiresAt,
  };
}
