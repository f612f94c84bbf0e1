import type { Locale, TouchpointKind } from '@shuke/contract';

/** What a code says to who looks at it; by kind where that helps. */
const INVITES: Readonly<Partial<Record<TouchpointKind, Readonly<Record<Locale, string>>>>> = {
  table: { 'zh-CN': '扫码点餐 · 领会员礼', en: 'Scan for the menu and member treats' },
  receipt: { 'zh-CN': '扫码领取下次优惠', en: 'Scan for something next time' },
  payment_page: { 'zh-CN': '扫码付款并积分', en: 'Scan to pay and earn points' },
  wifi: { 'zh-CN': '扫码连接无线网络', en: 'Scan for Wi-Fi' },
  staff: { 'zh-CN': '扫码联系我', en: 'Scan to stay in touch with me' },
};
const INVITE: Readonly<Record<Locale, string>> = { 'zh-CN': '扫一扫 成为熟客', en: 'Scan and become a regular' };

export const inviteOf = (kind: TouchpointKind, locale: Locale): string => (INVITES[kind] ?? { ...INVITE })[locale];
