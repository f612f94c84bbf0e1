import { accountsThat, termsOf, type AccountName } from './chart.ts';

/** The accounts of stored money: what one store takes in and another serves for. */
export const POOL: readonly AccountName[] = accountsThat(({ of, lotted }) => of === 'card' && lotted);

/** What the pool got from an account and gave to it in a period, by asset. */
export interface PoolFlow {
  readonly asset: string;
  readonly account: AccountName;
  readonly owner: string;
  readonly into: number;
  readonly outOf: number;
}

/** What stood in the pool at the beginning and at the end. */
export interface PoolLevel {
  readonly asset: string;
  readonly opening: number;
  readonly closing: number;
}

export interface StoreClearing {
  readonly storeId: string;
  /** Paid in here by guests, and paid back to them here in money. */
  readonly received: number;
  readonly paidBack: number;
  /** Spent here from stored money, and put back onto cards for goods that came back. */
  readonly redeemed: number;
  readonly refunded: number;
  /** What the store owes the pool; below zero, what the pool owes the store. */
  readonly owed: number;
}

/** opening + what all stores owe + added − taken = closing. */
export interface Clearing extends PoolLevel {
  readonly stores: readonly StoreClearing[];
  /** By the merchant itself: bonuses given, and what ran out or was taken back. */
  readonly added: number;
  readonly taken: number;
}

/** Says for each asset who holds the money that guests paid in, and who served for it. */
export function clearingOf(levels: readonly PoolLevel[], flows: readonly PoolFlow[]): Clearing[] {
  return levels.map((level) => {
    const own = flows.filter(({ asset }) => asset === level.asset);
    const [ofStores, ofMerchant] = [own.filter(isOfStore), own.filter((flow) => !isOfStore(flow))];
    const byStore = Map.groupBy(ofStores, ({ owner }) => owner);
    return {
      ...level,
      stores: [...byStore].map(([storeId, each]) => storeOf(storeId, each)),
      added: ofMerchant.reduce((sum, { into }) => sum + into, 0),
      taken: ofMerchant.reduce((sum, { outOf }) => sum + outOf, 0),
    };
  });
}

const isOfStore = ({ account }: PoolFlow): boolean => termsOf(account).of === 'store';

function storeOf(storeId: string, flows: readonly PoolFlow[]): StoreClearing {
  const sum = (ofSales: boolean, way: 'into' | 'outOf'): number =>
    flows.reduce((total, flow) => total + ((flow.account === 'sales') === ofSales ? flow[way] : 0), 0);
  const [received, paidBack] = [sum(false, 'into'), sum(false, 'outOf')];
  const [redeemed, refunded] = [sum(true, 'outOf'), sum(true, 'into')];
  return { storeId, received, paidBack, redeemed, refunded, owed: received - paidBack - redeemed + refunded };
}
