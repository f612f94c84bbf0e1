import { DAY_MS, MINUTE_MS } from '@shuke/kernel';

/** A merchant's own app within WeChat, opened. */
export interface MiniProgram {
  readonly accountId: string;
  readonly name: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Where WeChat answers: its own address, or a stand-in's. */
  readonly baseUrl: string;
  readonly active: boolean;
}

export const WECHAT_URL = 'https://api.weixin.qq.com';

/** Who somebody is by WeChat's word. */
export interface WechatIdentity {
  /** Of this app alone. */
  readonly openid: string;
  /** Of all apps that the merchant has tied together at WeChat; null where it has not. */
  readonly unionid: string | null;
}

/** A session ends after this long without a call, and after this long altogether. */
export const SESSION_IDLE_MS = 3 * DAY_MS;
export const SESSION_LIFE_MS = 30 * DAY_MS;
/** Each call moves the idle end on, though not each with a write of its own. */
export const PROLONG_EVERY_MS = 10 * MINUTE_MS;

/** Within any quarter of an hour. A shop's Wi-Fi is one address for all its guests, */
export const ADDRESS_SIGN_IN_LIMIT = 300;
/** but a guest is one: orders that are begun, and numbers that are told. */
export const GUEST_ORDER_LIMIT = 30;
export const GUEST_PHONE_LIMIT = 5;

/** So long it is known whose a payment is that came to no order. */
export const ORDERS_KEPT_MS = 30 * DAY_MS;

/** The number in E.164 as WeChat tells it in two parts; null where that is none. */
export function phoneFrom(countryCode: string, digits: string): string | null {
  const phone = `+${countryCode}${digits}`;
  return /^\+[1-9]\d{5,14}$/.test(phone) ? phone : null;
}

/** An open id as it is written everywhere here: with its app before it. */
export const openIdentifier = (appId: string, openid: string) =>
  ({ kind: 'wechat_openid', value: `${appId}:${openid}` }) as const;
