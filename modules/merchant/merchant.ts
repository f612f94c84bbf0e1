import type { Locale } from '@shuke/contract';
import { isTimeZone } from '@shuke/kernel';

/** What the other modules need to know of the merchant they work for. */
export interface MerchantSettings {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale: Locale;
  /** Minutes after midnight at which the business day begins. */
  readonly dayStartMinute: number;
}

/** A store as other modules meet it, by the code that its tills write on receipts. */
export interface StoreRef {
  readonly storeId: string;
  readonly code: string;
  /** The store's own, or the merchant's. */
  readonly timeZone: string;
  readonly active: boolean;
}

/**
 * True for a time zone that a merchant or a store may have. Offsets such as +08:00 are none, though the runtime takes
 * them: PostgreSQL reads their sign the other way round.
 */
export const isPlaceTimeZone = (name: string): boolean => /^[A-Za-z][A-Za-z0-9_/+-]+$/.test(name) && isTimeZone(name);

/** True for what the routes take as a sign-in name: what comes from the command line must sign in over HTTP later. */
export const isSignInName = (name: string): boolean => name.length >= 3 && name.length <= 100 && /^\S+$/.test(name);

/** One spelling of a sign-in name: capitals, full-width letters and surrounding spaces do not make another person. */
export const normalSignInName = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
