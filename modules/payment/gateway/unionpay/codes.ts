import type { FailReason } from '../gateway.ts';

// Of the public list of response codes; which of them a payment code answers for what is assumed.

export const OK: readonly string[] = ['00', 'A6'];

/** Taken on, timed out or in doubt: only asking tells. */
export const IN_DOUBT: readonly string[] = ['03', '04', '05'];

export const DUPLICATE = '12';
export const NOT_THERE = '34';

/** Of a file that is not there; the day may be wrong, or too early. */
export const NO_FILE = '98';

/** Of an original that was reversed (assumed). */
export const REVERSED = '98';

/** Codes after which nothing was charged and nothing will be under this number. One that is not here is asked for. */
export const CHARGE_FAILS: Readonly<Record<string, FailReason>> = {
  '01': 'guest_declined',
  '02': 'other',
  '10': 'request_invalid',
  '11': 'request_invalid',
  '13': 'request_invalid',
  '30': 'not_allowed',
  '31': 'not_allowed',
  '33': 'request_invalid',
  '36': 'not_allowed',
  '60': 'not_allowed',
  '61': 'code_invalid',
  '64': 'balance_short',
  '77': 'code_invalid',
};

/** Codes after which a refund was not taken on, and whether the same number may be tried again later. */
export const REFUND_FAILS: Readonly<Record<string, { readonly again: boolean }>> = {
  '01': { again: false },
  '02': { again: true },
  '10': { again: false },
  '11': { again: true },
  '13': { again: false },
  '34': { again: false },
  '36': { again: false },
};
