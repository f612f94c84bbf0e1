import { couponVerifier } from '@shuke/coupon';
import { ledgerVerifier, type Verifier } from '@shuke/ledger';
import { orderVerifier } from '@shuke/order';

/** Everything that `shuke verify` checks, in the order in which it is reported. */
export const allVerifiers: readonly Verifier[] = [ledgerVerifier, couponVerifier, orderVerifier];
