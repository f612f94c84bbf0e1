import { merchantsWithStock, takeStock, type PricedProduct } from '@shuke/catalog';
import { openCoupons, type CouponDesk } from '@shuke/coupon';
import { circlesOf, knownCustomers } from '@shuke/customer';
import type { BatchTx } from '@shuke/db';
import { businessDay, instantToWallMs, must } from '@shuke/kernel';
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
import { readHeads, type Knowledge, type MerchantKnowledge } from './knowledge.ts';

/** All that a batch of asks is judged by, read and locked in a few statements however many asks there are. */
export interface Situation {
  readonly now: Date;
  readonly knowledge: Knowledge;
  readonly places: ReadonlyMap<string, Here>;
  /** Orders that are there already under the numbers of the batch, those of this batch among them as they are made. */
  readonly known: Map<string, store.KnownOrder>;
  readonly customers: ReadonlySet<string>;
  /** The customers of each person who pays, by the one who is shown, who stands first. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
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

/** A place with what its calendar and its clock on the wall show at an instant. */
export interface Here extends Place {
  /** By which it is priced. */
  readonly at: Date;
  /** The business day, YYYY-MM-DD. */
  readonly day: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

function hereAt(place: Place, now: Date): Here {
  const { timeZone, dayStartMinute } = place;
  const wall = new Date(instantToWallMs(now.getTime(), timeZone));
  return {
    ...place,
    at: now,
    day: businessDay(now.getTime(), timeZone, dayStartMinute),
    weekday: wall.getUTCDay() || 7,
    minuteOfDay: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
  };
}

/**
 * Reads and locks. Rows are locked in one order by whoever checks out: coupons, balances, stock, counts of capped
 * promotions; each kind in key order.
 */
export async function readSituation(tx: BatchTx, knowledge: Knowledge, asks: readonly Ask[]): Promise<Situation> {
  const named = namedBy(asks);
  const merchantIds = [...new Set(asks.map(({ merchantId }) => merchantId))];
  const [placeRows, known, customers, circles, sellers, cardRows, shifts, bills, heads, stocked, coupons] =
    await Promise.all([
      placesOf(tx, named.places),
      store.findOrders(tx, named.orders),
      knownCustomers(tx, named.people),
      circlesOf(tx, named.people),
      knownStaff(tx, named.sellers),
      cardsByNumber(tx, named.cards),
      store.lockShifts(tx, named.shifts),
      store.lockBills(tx, named.bills),
      readHeads(tx, merchantIds),
      merchantsWithStock(tx, merchantIds),
      openCoupons(tx, claimsOf(asks)),
    ]);
  const places = herePlaces(asks, placeRows, tx.now);
  await knowledge.refresh(tx, heads, new Map(placeRows.map(({ merchantId, currency }) => [merchantId, currency])));
  const cards = new Map(
    named.cards.flatMap(({ merchantId, number }, i) => {
      const card = cardRows[i];
      return card ? [[cardKey(merchantId, number), { ...card, merchantId }] as const] : [];
    }),
  );
  const seen = { asks, places, knowledge, circles };
  const holdings = [...holdingsOf(seen), ...cardHoldings([...cards.values()], placeRows), ...coupons.holdings()];
  const [book, stock, standing, usage, buyers] = await Promise.all([
    openBook(tx, holdings),
    reserveStock(tx, seen, stocked),
    standings(
      tx,
      distinct(peopleOf(seen), ({ merchantId, customerId }) => personKey(merchantId, customerId)),
    ),
    readUsage(tx, seen),
    store.buyersAmong(tx, firstTimers(seen)),
  ]);
  return {
    now: tx.now,
    knowledge,
    places,
    known,
    customers,
    circles,
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
  readonly places: ReadonlyMap<string, Here>;
  readonly knowledge: Knowledge;
  readonly circles: ReadonlyMap<string, readonly string[]>;
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

export const placeOfAsk = ({ places }: Pick<Seen, 'places'>, ask: Ask): Here | undefined => places.get(hereKey(ask));

// What was quoted before is priced as of then, whatever else is asked for at the same store.
const hereKey = ({ merchantId, cart, pricedAt }: Ask): string =>
  pricedAt === null
    ? placeKey(merchantId, cart.storeCode)
    : `${placeKey(merchantId, cart.storeCode)} ${pricedAt.getTime()}`;

function herePlaces(asks: readonly Ask[], rows: readonly (Place & { code: string })[], now: Date): Map<string, Here> {
  const here = new Map(rows.map((place) => [placeKey(place.merchantId, place.code), hereAt(place, now)]));
  for (const ask of asks) {
    const place = ask.pricedAt && here.get(placeKey(ask.merchantId, ask.cart.storeCode));
    if (place) here.set(hereKey(ask), hereAt(place, ask.pricedAt!));
  }
  return here;
}

/** Everybody whose balances, tiers and uses count for an ask that names a store, with that store. */
function peopleOf({ asks, places, circles }: Seen): { merchantId: string; customerId: string; place: Here }[] {
  return asks.flatMap((ask) => {
    const { merchantId, customerId } = ask;
    const place = placeOfAsk({ places }, ask);
    if (customerId === null || !place) return [];
    return (circles.get(customerId) ?? [customerId]).map((id) => ({ merchantId, customerId: id, place }));
  });
}

const holdingsOf = (seen: Seen): Holding[] =>
  peopleOf(seen).flatMap(({ merchantId, customerId }) =>
    holdingsOfCustomer(seen.knowledge.of(merchantId).programme, { merchantId, customerId }),
  );

function cardHoldings(cards: readonly ShownCard[], places: readonly Place[]): Holding[] {
  const currencies = new Map(places.map(({ merchantId, currency }) => [merchantId, currency]));
  return cards.flatMap(({ merchantId, cardId }) => {
    const currency = currencies.get(merchantId);
    return currency === undefined ? [] : holdingsOfCard({ merchantId, cardId, currency });
  });
}

async function readUsage(tx: BatchTx, seen: Seen): Promise<Map<string, Record<string, Usage>>> {
  const guests = peopleOf(seen).map(({ merchantId, customerId, place }) => {
    return { merchantId, customerId, day: place.day, rules: seen.knowledge.of(merchantId).rules };
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
const firstTimers = (seen: Seen): { merchantId: string; customerId: string }[] =>
  peopleOf(seen).filter(({ merchantId }) =>
    seen.knowledge.of(merchantId).rules.promotions.some(({ conditions }) => conditions?.firstPurchase),
  );

/** The product of each line as this store sells it; undefined for one that it does not. */
export function productsOf(known: MerchantKnowledge, place: Place, ask: Ask): (PricedProduct | null)[] {
  return ask.cart.lines.map(({ sku }) => known.prices.find(sku, place.storeId));
}

// Taken for all checkouts of the batch at once; what is refused for another reason gives its goods back.
async function reserveStock(
  tx: BatchTx,
  { asks, places, knowledge }: Seen,
  stocked: ReadonlySet<string>,
): Promise<StockAnswer[]> {
  const wanted = asks.flatMap((ask, at) => {
    const place = placeOfAsk({ places }, ask);
    if (!ask.checkout || !place || !stocked.has(ask.merchantId)) return [];
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
