import { minorDigits } from '@shuke/kernel';

// Stripe counts some currencies otherwise than ISO 4217 does: https://docs.stripe.com/currencies
const WITHOUT: ReadonlySet<string> = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const THREE: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

function stripeDigits(currency: string): number {
  if (WITHOUT.has(currency)) return 0;
  return THREE.has(currency) ? 3 : 2;
}

const factorOf = (currency: string): number => 10 ** (stripeDigits(currency) - minorDigits(currency));

/** Our minor units in Stripe's; null where Stripe has no such amount. */
export function toStripe(minor: number, currency: string): number | null {
  const amount = minor * factorOf(currency);
  // Of a currency with three places Stripe takes no single thousandth.
  const isTaken = Number.isSafeInteger(amount) && (stripeDigits(currency) !== 3 || amount % 10 === 0);
  return isTaken ? amount : null;
}

/** Stripe's units in ours, to the nearest one. */
export const fromStripe = (amount: number, currency: string): number =>
  Math.round(amount / factorOf(currency.toUpperCase()));
