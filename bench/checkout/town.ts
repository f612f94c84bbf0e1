/** How large it all is: the same with and without `--quick`. */
export const SIZES = {
  merchants: 50,
  stores: 1_000,
  /** The stores of the first merchant; the others share the rest. */
  largestChain: 500,
  members: 100_000,
  products: 200,
  promotions: 10,
  coupons: 100_000,
} as const;

/** A coupon in somebody's hands; without a customer it is a bearer coupon. */
export interface HeldCode {
  readonly code: string;
  readonly templateId: string;
  readonly customerId: string | null;
}

/** What tills know of a merchant: its key, the codes of its stores, and who comes there with what. */
export interface Chain {
  readonly merchantId: string;
  readonly token: string;
  readonly storeCodes: readonly string[];
  /** The ledger's name of its points. */
  readonly pointsAsset: string;
  readonly memberIds: readonly string[];
  readonly coupons: readonly HeldCode[];
}

/** How many stores each merchant has, the largest first. */
export function storesByMerchant(): number[] {
  const others = SIZES.merchants - 1;
  const left = SIZES.stores - SIZES.largestChain;
  const few = Math.floor(left / others);
  return [SIZES.largestChain, ...Array.from({ length: others }, (_, i) => few + (i < left % others ? 1 : 0))];
}

/** The share of a total that falls to a merchant by its stores; over all merchants the shares sum to the total. */
export function shareByStores(total: number, stores: readonly number[]): number[] {
  let before = 0;
  return stores.map((count) => {
    const from = Math.round((total * before) / SIZES.stores);
    before += count;
    return Math.round((total * before) / SIZES.stores) - from;
  });
}
