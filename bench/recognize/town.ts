import type { IdentifierKind } from '@shuke/contract';

/** How large it all is: the same with and without `--quick`. */
export const SIZES = {
  merchants: 50,
  members: 1_000_000,
  /** Half of them are one merchant's; the others share the rest alike. */
  largest: 500_000,
  /** Members who come to the tills of a run, spread over all. */
  regulars: 40_000,
} as const;

/** A member who comes to a till: who they are, and by what they are known. */
export interface Regular {
  readonly customerId: string;
  readonly identifiers: readonly { readonly kind: IdentifierKind; readonly value: string }[];
}

/** A merchant with its key, its store and those of its members who come. */
export interface Shop {
  readonly merchantId: string;
  readonly token: string;
  readonly storeId: string;
  readonly regulars: readonly Regular[];
}

/** How many members each merchant has, the largest first. */
export function membersByMerchant(): number[] {
  const others = SIZES.merchants - 1;
  const left = SIZES.members - SIZES.largest;
  const few = Math.floor(left / others);
  return [SIZES.largest, ...Array.from({ length: others }, (_, i) => few + (i < left % others ? 1 : 0))];
}

/** Of a member's number in the shop, what the member is known by: a phone, and of two in four a payment, of two a WeChat id. */
export function identifiersOf(n: number): Regular['identifiers'] {
  const phone = { kind: 'phone', value: `+86139${String(n).padStart(8, '0')}` } as const;
  const payment = { kind: 'payment_token', value: `PT-${n}` } as const;
  const wechat = { kind: 'wechat_openid', value: `wx0123456789abcdef:guest-${n}` } as const;
  return [[phone], [phone, payment], [phone, wechat], [phone, payment, wechat]][n % 4]!;
}
