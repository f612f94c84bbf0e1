import { channelVerifier } from '@shuke/channel';
import { couponVerifier } from '@shuke/coupon';
import { ledgerVerifier, type Verifier } from '@shuke/ledger';
import { auditVerifier, type ChainHead } from '@shuke/merchant';
import { orderVerifier } from '@shuke/order';
import { paymentVerifier } from '@shuke/payment';

/** The same, with ends of audits that were kept elsewhere, by merchant: then it is found too if one was cut off. */
export const verifiersWith = (keptHeads: ReadonlyMap<string, ChainHead>): readonly Verifier[] => [
  ledgerVerifier,
  couponVerifier,
  orderVerifier,
  paymentVerifier,
  channelVerifier,
  auditVerifier(keptHeads),
];

/** Everything that `shuke verify` checks, in the order in which it is reported. */
export const allVerifiers: readonly Verifier[] = verifiersWith(new Map());
