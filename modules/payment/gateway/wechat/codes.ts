import type { FailReason } from '../gateway.ts';

/**
 * Codes after which nothing was charged and nothing will be under this number. Version 3 writes some with underscores that
 * its older interface wrote without; which of both a payment code is answered is assumed, so both are read.
 */
export const CHARGE_FAILS: Readonly<Record<string, FailReason>> = {
  AUTHCODEEXPIRE: 'code_expired',
  AUTH_CODE_EXPIRED: 'code_expired',
  AUTH_CODE_ERROR: 'code_invalid',
  AUTH_CODE_INVALID: 'code_invalid',
  NOTENOUGH: 'balance_short',
  NOT_ENOUGH: 'balance_short',
  TRADE_ERROR: 'guest_declined',
  BUYERMISMATCH: 'guest_declined',
  BUYER_MISMATCH: 'guest_declined',
  NO_AUTH: 'not_allowed',
  NOAUTH: 'not_allowed',
  RULE_LIMIT: 'not_allowed',
  RULELIMIT: 'not_allowed',
  ACCOUNT_ERROR: 'not_allowed',
  ACCOUNTERROR: 'not_allowed',
  NOTSUPORTCARD: 'not_allowed',
  APPID_MCHID_NOT_MATCH: 'request_invalid',
  MCH_NOT_EXISTS: 'request_invalid',
  OPENID_MISMATCH: 'request_invalid',
  PARAM_ERROR: 'request_invalid',
  SIGN_ERROR: 'request_invalid',
};

/** Says that the request breaks a rule, and among others that the number has been used for another amount: so it is asked for. */
export const MAY_BE_THERE = 'INVALID_REQUEST';

/** The number is known there already: what became of it is asked for. */
export const ALREADY_THERE: readonly string[] = [
  'ORDERPAID',
  'ORDER_PAID',
  'OUT_TRADE_NO_USED',
  'ORDER_CLOSED',
  'ORDERCLOSED',
  'ORDERREVERSED',
];

export const GUEST_IS_ASKED: readonly string[] = ['USERPAYING', 'USER_PAYING'];

export const NOT_THERE: readonly string[] = ['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS'];

/** Codes after which a refund was not taken on, and whether the same number may be tried again later. */
export const REFUND_FAILS: Readonly<Record<string, { readonly again: boolean }>> = {
  // The merchant's balance is short, or the last refund of this charge was less than a minute ago.
  NOT_ENOUGH: { again: true },
  NOTENOUGH: { again: true },
  FREQUENCY_LIMITED: { again: true },
  // Keys and rights can be put right.
  SIGN_ERROR: { again: true },
  NO_AUTH: { again: true },
  USER_ACCOUNT_ABNORMAL: { again: false },
  INVALID_REQUEST: { again: false },
  PARAM_ERROR: { again: false },
  MCH_NOT_EXISTS: { again: false },
  RESOURCE_NOT_EXISTS: { again: false },
  ORDER_NOT_EXIST: { again: false },
};
