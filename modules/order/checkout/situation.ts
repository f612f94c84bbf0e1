import { takeStock, type PricedProduct } from '@shuke/catalog';
import { openCoupons, type CouponDesk } from '@shuke/coupon';
import { knownCustomers } from '@shuke/customer';
import type { BatchTx } from '@shuke/db';
import { businessDay, must } from '@shuke/kernel';
import { openBook, type Book, type Holding } from '@shuke/ledger';
import {
  cardsByNumber,
  holdingsOfCard,
  holdingsOfCustomer,
  standings,
  type StoredCard,
  type Standing,
} from '@shuke/loyalty';
import { knownStaff, placesOf, type Place } from '@shuke/merchant';
import type { Usage } from '@shuke/pricing';
import { usageOf } from '@shuke/promotion';
import { parseQuantityMilli } from '../order.ts';
import type { Ask } from './ask.ts';
import * as store from './checkout-store.ts';
import type { Knowledge, MerchantKnowledge } from './knowledge.ts';

/** All that a batch of asks is judged by, read and locked in a few statements however many asks there are. */
export interface Situation {
  readonly now: Date;
  readonly knowledge: Knowledge;
  readonly places: ReadonlyMap<string, Place>;
  /** Orders that are there already under the numbers of the batch, those of this batch among them as they are made. */
  readonly known: Map<string, store.KnownOrder>;
  readonly customers: ReadonlySet<string>;
  readonly sellers: ReadonlySet<string>;
  readonly buyers: ReadonlySet<string>;
  readonly standings: ReadonlyMap<string, Standing>;
  readonly cards: ReadonlyMap<string, ShownCard>;
  readonly coupons: CouponDesk;
  readonly book: Book;
  /** What customers used of capped promotions, by `personKey`; it grows as the batch goes on. */
  readonly usage: Map<string, Record<string, Usage>>;
  readonly shifts: ReadonlyMap<string, store.ShiftState>;
  readonly bills: Map<string, store.BillState>;
  /** For each ask the line (from 1) whose goods are not there in the quantity, or null; stock of the others is taken. */
  readonly stock: readonly StockAnswer[];
}

/** A stored-value card that was shown at one of the tills of the batch. */
export interface ShownCard extends StoredCard {
  readonly merchantId: string;
}

export interface StockAnswer {
  readonly missingLine: number | null;
  readonly taken: readonly StockTake[];
}

export interface StockTake {
  readonly merchantId: string;
  readonly storeId: string;
  readonly productId: string;
  readonly quantityMilli: number;
}

export const placeKey = (merchantId: string, storeCode: string): string => `${merchantId} ${storeCode}`;
export const orderKey = (merchantId: string, orderRef: string): string => `${merchantId} ${orderRef}`;
export const personKey = (merchantId: string, customerId: string): string => `${merchantId} ${customerId}`;
export const shiftKey = (merchantId: string, shiftId: string): string => `${merchantId} ${shiftId}`;
export const billKey = (merchantId: string, billId: string): string => `${merchantId} ${billId}`;
export const cardKey = (merchantId: string, number: string): string => `${merchantId} ${number}`;

/** The business day of a place at an instant, YYYY-MM-DD. */
export const dayAt = ({ timeZone, dayStartMinute }: Place, now: Date): string =>
  businessDay(now.getTime(), timeZone, dayStartMinute);

/**
 * Reads and locks. Rows are locked in one order by whoever checks out: coupons, balances, stock, counts of capped
 * promotions; each kind in key order.
 */
export async function readSituation(tx: BatchTx, knowledge: Knowledge, asks: readonly Ask[]): Promise<Situation> {
  const named = namedBy(asks);
  const [placeRows, known, customers, sellers, standing, cardRows, shifts, bills] = await Promise.all([
    placesOf(tx, named.places),
    store.findOrders(tx, named.orders),
    knownCustomers(tx, named.people),
    knownStaff(tx, named.sellers),
    standings(tx, named.people),
    cardsByNumber(tx, named.cards),
    store.lockShifts(tx, named.shifts),
    store.lockBills(tx, named.bills),
  ]);
  const places = new Map(placeRows.map((place) => [placeKey(place.merchantId, place.code), place]));
  await knowledge.refresh(tx, new Map(placeRows.map(({ merchantId, currency }) => [merchantId, currency])));
  const coupons = await openCoupons(tx, claimsOf(asks));
  const cards = new Map(
    named.cards.flatMap(({ merchantId, number }, i) => {
      const card = cardRows[i];
      return card ? [[cardKey(merchantId, number), { ...card, merchantId }] as const] : [];
    }),
  );
  const seen = { asks, places, knowledge };
  const holdings = [...holdingsOf(seen), ...cardHoldings([...cards.values()], placeRows), ...coupons.holdings()];
  const [book, usage, buyers] = await Promise.all([
    openBook(tx, holdings),
    readUsage(tx, seen),
    store.buyersAmong(tx, firstTimers(seen)),
  ]);
  const stock = await reserveStock(tx, seen);
  return {
    now: tx.now,
    knowledge,
    places,
    known,
    customers,
    sellers,
    buyers,
    standings: standing,
    cards,
    coupons,
    book,
    usage,
    shifts,
    bills,
    stock,
  };
}

interface Seen {
  readonly asks: readonly Ask[];
  readonly places: ReadonlyMap<string, Place>;
  readonly knowledge: Knowledge;
}

/** What a batch of asks names, each kind as its module looks it up. */
function namedBy(asks: readonly Ask[]) {
  const sold = asks.flatMap(({ merchantId, checkout }) => (checkout ? [{ merchantId, ...checkout }] : []));
  const places = asks.map(({ merchantId, cart }) => ({ merchantId, storeCode: cart.storeCode }));
  const people = asks.flatMap(({ merchantId, customerId }) => (customerId ? [{ merchantId, customerId }] : []));
  return {
    places: distinct(places, ({ merchantId, storeCode }) => placeKey(merchantId, storeCode)),
    people: distinct(people, ({ merchantId, customerId }) => personKey(merchantId, customerId)),
    orders: sold.map(({ merchantId, orderRef }) => ({ merchantId, orderRef })),
    sellers: sold.flatMap(({ merchantId, sellerId }) => (sellerId ? [{ merchantId, staffId: sellerId }] : [])),
    shifts: sold.flatMap(({ merchantId, shiftId }) => (shiftId ? [{ merchantId, shiftId }] : [])),
    bills: sold.flatMap(({ merchantId, bill }) => (bill ? [{ merchantId, billId: bill.billId }] : [])),
    cards: sold.flatMap(({ merchantId, tenders }) =>
      tenders.flatMap(({ cardNumber }) => (cardNumber ? [{ merchantId, number: cardNumber }] : [])),
    ),
  };
}

const claimsOf = (asks: readonly Ask[]) =>
  asks.flatMap(({ merchantId, codes, checkout }) =>
    codes.map((code) => ({ merchantId, code, orderRef: checkout?.orderRef ?? QUOTED })),
  );

/** Stands for the order that a quote is not yet; no till can send it as a number, for it begins with a blank. */
export const QUOTED = ' quote';

export const placeOfAsk = ({ places }: Pick<Seen, 'places'>, { merchantId, cart }: Ask): Place | undefined =>
  places.get(placeKey(merchantId, cart.storeCode));

function holdingsOf({ asks, places, knowledge }: Seen): Holding[] {
  return asks.flatMap((ask) => {
    const { merchantId, customerId } = ask;
    if (customerId === null || !placeOfAsk({ places }, ask)) return [];
    return holdingsOfCustomer(knowledge.of(merchantId).programme, { merchantId, customerId });
  });
}

function cardHoldings(cards: readonly ShownCard[], places: readonly Place[]): Holding[] {
  const currencies = new Map(places.map(({ merchantId, currency }) => [merchantId, currency]));
  return cards.flatMap(({ merchantId, cardId }) => {
    const currency = currencies.get(merchantId);
    return currency === undefined ? [] : holdingsOfCard({ merchantId, cardId, currency });
  });
}

async function readUsage(tx: BatchTx, { asks, places, knowledge }: Seen): Promise<Map<string, Record<string, Usage>>> {
  const guests = asks.flatMap((ask) => {
    const place = placeOfAsk({ places }, ask);
    if (ask.customerId === null || !place) return [];
    const { rules } = knowledge.of(ask.merchantId);
    return [{ merchantId: ask.merchantId, customerId: ask.customerId, day: dayAt(place, tx.now), rules }];
  });
  const usages = await usageOf(tx, guests);
  return new Map(
    guests.map(({ merchantId, customerId }, i) => [
      personKey(merchantId, customerId),
      must(usages[i], 'each guest has a usage'),
    ]),
  );
}

// Whether it is a guest's first purchase is looked up only where some live rule asks.
function firstTimers({ asks, places, knowledge }: Seen): { merchantId: string; customerId: string }[] {
  return asks.flatMap((ask) => {
    const { merchantId, customerId } = ask;
    if (customerId === null || !placeOfAsk({ places }, ask)) return [];
    const asksFirst = knowledge.of(merchantId).rules.promotions.some(({ conditions }) => conditions?.firstPurchase);
    return asksFirst ? [{ merchantId, customerId }] : [];
  });
}

/** The product of each line as this store sells it; undefined for one that it does not. */
export function productsOf(known: MerchantKnowledge, place: Place, ask: Ask): (PricedProduct | null)[] {
  return ask.cart.lines.map(({ sku }) => known.prices.find(sku, place.storeId));
}

// Taken for all checkouts of the batch at once; what is refused for another reason gives its goods back.
async function reserveStock(tx: BatchTx, { asks, places, knowledge }: Seen): Promise<StockAnswer[]> {
  const wanted = asks.flatMap((ask, at) => {
    const place = placeOfAsk({ places }, ask);
    if (!ask.checkout || !place) return [];
    return productsOf(knowledge.of(ask.merchantId), place, ask).flatMap((product, line) => {
      const quantityMilli = parseQuantityMilli(ask.cart.lines[line]!.quantity) ?? 0;
      if (product === null || quantityMilli <= 0) return [];
      return [
        {
          at,
          line: line + 1,
          take: { merchantId: ask.merchantId, storeId: place.storeId, productId: product.productId, quantityMilli },
        },
      ];
    });
  });
  const fits =
    wanted.length === 0
      ? []
      : await takeStock(
          tx,
          wanted.map(({ take }) => take),
        );
  const answers = asks.map(() => ({ missingLine: null as number | null, taken: [] as StockTake[] }));
  wanted.forEach(({ at, line, take }, i) => {
    const answer = answers[at]!;
    if (fits[i]) answer.taken.push(take);
    else answer.missingLine ??= line;
  });
  return answers;
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
