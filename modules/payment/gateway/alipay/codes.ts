import type { FailReason } from '../gateway.ts';

/** Codes after which nothing was charged and nothing will be under this number. One that is not here is asked for. */
const CHARGE_FAILS: Readonly<Record<string, FailReason>> = {
  'ACQ.PAYMENT_AUTH_CODE_INVALID': 'code_invalid',
  'ACQ.BUYER_BALANCE_NOT_ENOUGH': 'balance_short',
  'ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH': 'balance_short',
  'ACQ.PAYMENT_FAIL': 'guest_declined',
  'ACQ.ERROR_BALANCE_PAYMENT_DISABLE': 'not_allowed',
  'ACQ.BUYER_ENABLE_STATUS_FORBID': 'not_allowed',
  'ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR': 'not_allowed',
  'ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR': 'not_allowed',
  'ACQ.BEYOND_PER_RECEIPT_RESTRICTION': 'not_allowed',
  'ACQ.BUYER_SELLER_EQUAL': 'not_allowed',
  'ACQ.PAYMENT_REQUEST_HAS_RISK': 'not_allowed',
  'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR': 'not_allowed',
  'ACQ.USER_FACE_PAYMENT_SWITCH_OFF': 'not_allowed',
  'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE': 'not_allowed',
  'ACQ.SELLER_BEEN_BLOCKED': 'not_allowed',
  'ACQ.ACCESS_FORBIDDEN': 'not_allowed',
  'ACQ.PARTNER_ERROR': 'not_allowed',
  'ACQ.TOTAL_FEE_EXCEED': 'request_invalid',
  'ACQ.EXIST_FORBIDDEN_WORD': 'request_invalid',
  'ACQ.INVALID_PARAMETER': 'request_invalid',
  'ACQ.INVALID_STORE_ID': 'request_invalid',
};

/** `isv.` is said of a request that was not let in at all. */
export const failReasonOf = (code: string): FailReason | undefined =>
  CHARGE_FAILS[code] ?? (code.startsWith('isv.') ? 'request_invalid' : undefined);

/** The number is known there already: what became of it is asked for. */
export const ALREADY_THERE: readonly string[] = [
  'ACQ.TRADE_HAS_SUCCESS',
  'ACQ.TRADE_HAS_CLOSE',
  'ACQ.CONTEXT_INCONSISTENT',
];

export const NOT_THERE = 'ACQ.TRADE_NOT_EXIST';

/** Codes after which a refund was not taken on, and whether the same number may be tried again later. */
export const REFUND_FAILS: Readonly<Record<string, { readonly again: boolean }>> = {
  // The merchant's balance can be filled up, keys and rights put right.
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': { again: true },
  'ACQ.REFUND_CHARGE_ERROR': { again: true },
  'isv.invalid-signature': { again: true },
  'isv.insufficient-isv-permissions': { again: true },
  'ACQ.TRADE_NOT_EXIST': { again: false },
  'ACQ.TRADE_STATUS_ERROR': { again: false },
  'ACQ.TRADE_HAS_FINISHED': { again: false },
  'ACQ.TRADE_NOT_ALLOW_REFUND': { again: false },
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': { again: false },
  'ACQ.REASON_TRADE_REFUND_FEE_ERR': { again: false },
  'ACQ.NOT_ALLOW_PARTIAL_REFUND': { again: false },
  'ACQ.DISCORDANT_REPEAT_REQUEST': { again: false },
  'ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND': { again: false },
  'ACQ.BUYER_NOT_EXIST': { again: false },
  'ACQ.INVALID_PARAMETER': { again: false },
};
