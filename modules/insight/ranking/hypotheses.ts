import { shareBps } from '../asking/ratio.ts';
import type { BuyersRow, StoreSalesRow } from './evidence-store.ts';

/** What was seen of a weak product in the shop itself. */
export interface Evidence {
  readonly orders: number;
  readonly stores: number;
  readonly sellingStores: number;
  /** The best store's share of what the product brought. */
  readonly bestStoreBps: number | null;
  /** Of its orders, with something else on them. */
  readonly withOthersBps: number | null;
  /** What a unit costs, over the average ticket. */
  readonly priceOfTicketBps: number | null;
  readonly buyers: number;
  /** Of its buyers, who bought it on two days at least. */
  readonly againBps: number | null;
}

export type HypothesisKind = 'placement' | 'counter' | 'recommendation';

/** Why it may be weak, and by which evidence: what one would try. */
export interface Hypothesis {
  readonly kind: HypothesisKind;
  readonly because: 'not_sold' | 'few_stores' | 'one_store_sells' | 'cheap_add_on' | 'few_know_it';
}

export function evidenceOf(
  sales: readonly StoreSalesRow[],
  { buyers, stores, averageTicketMinor }: { buyers: BuyersRow | undefined; stores: number; averageTicketMinor: number },
): Evidence {
  const sum = (of: (row: StoreSalesRow) => number): number => sales.reduce((all, row) => all + of(row), 0);
  const [orders, amount, quantity] = [
    sum((row) => row.orders),
    sum((row) => row.amount),
    sum((row) => row.quantity_milli),
  ];
  const unitMinor = quantity > 0 ? Math.round((amount * 1_000) / quantity) : 0;
  return {
    orders,
    stores,
    sellingStores: sales.length,
    bestStoreBps: shareBps(Math.max(0, ...sales.map((row) => row.amount)), amount),
    withOthersBps: shareBps(
      sum((row) => row.with_others),
      orders,
    ),
    priceOfTicketBps: quantity > 0 ? shareBps(unitMinor, averageTicketMinor) : null,
    buyers: buyers?.buyers ?? 0,
    againBps: shareBps(buyers?.again ?? 0, buyers?.buyers ?? 0),
  };
}

const FEW_STORES = 0.7;
const ONE_STORE_TIMES = 2;
const ADD_ON = { priceOfTicketBps: 2_500, withOthersBps: 7_500 };
const LOVED = { againBps: 3_000, buyers: 5 };

/** What may lie behind it, in the order in which it is cheap to try. Unsold goods are to be placed first: there is no other evidence. */
export function hypothesesOf(seen: Evidence): Hypothesis[] {
  if (seen.orders === 0) return [{ kind: 'placement', because: 'not_sold' }];
  const hypotheses: Hypothesis[] = [];
  if (seen.sellingStores < FEW_STORES * seen.stores) hypotheses.push({ kind: 'placement', because: 'few_stores' });
  else if (seen.stores > 2 && (seen.bestStoreBps ?? 0) > (ONE_STORE_TIMES * 10_000) / seen.stores)
    hypotheses.push({ kind: 'placement', because: 'one_store_sells' });
  if ((seen.priceOfTicketBps ?? 10_000) <= ADD_ON.priceOfTicketBps && (seen.withOthersBps ?? 0) >= ADD_ON.withOthersBps)
    hypotheses.push({ kind: 'counter', because: 'cheap_add_on' });
  if ((seen.againBps ?? 0) >= LOVED.againBps && seen.buyers >= LOVED.buyers)
    hypotheses.push({ kind: 'recommendation', because: 'few_know_it' });
  return hypotheses;
}
