import { assert, formatMinor } from '@shuke/kernel';
import type { StreetLine } from './basket.ts';
import { dayNumber, dayText, instantText, OFFSET } from './day.ts';
import { guestOf, indexOf, type Guest } from './guest.ts';
import { MENU, storesOf, type Dish, type StreetStore } from './menu.ts';
import type { Offer } from './offer.ts';
import { walk, type Town, type Visit } from './walk.ts';

export interface StreetOptions {
  /** The same seed gives the same street. */
  readonly seed: number;
  /** Days of history, 1 to 3,660. */
  readonly days: number;
  /** The last day of history, YYYY-MM-DD. */
  readonly endDay: string;
  /** People with a member number who have come to know the shop by then, 1 to 1,000,000. */
  readonly guests: number;
  /** Stores of the chain, 1 to 99. */
  readonly stores: number;
}

export interface StreetReceipt {
  /** Store, day and the till's number of that day; unique in the chain. */
  readonly orderRef: string;
  readonly storeCode: string;
  /** RFC 3339 at +08:00. */
  readonly orderedAt: string;
  /** The member number, or null for who pays cash and leaves no name. */
  readonly customer: string | null;
  /** Before coupons, which only the shop can price. */
  readonly lines: readonly StreetLine[];
  /** Codes that the guest shows. */
  readonly coupons: readonly string[];
}

/** A coupon that the shop has given to a guest. */
export interface StreetOffer {
  readonly customer: string;
  readonly code: string;
  /** What it takes off a usual bill, in fen. */
  readonly worthMinor: number;
  readonly minSpendMinor: number;
  /** The guest has it from the day after. */
  readonly issuedOn: string;
  /** The last day on which it is good. */
  readonly lastDay: string;
}

export interface NextDays {
  readonly from: string;
  readonly days: number;
  /** All offers ever given, also before `from`: the street keeps nothing between two calls. */
  readonly offers: readonly StreetOffer[];
}

export interface Street {
  readonly merchant: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly stores: readonly StreetStore[];
  readonly menu: readonly Dish[];
  /** The history in order of time. */
  receipts(): Iterable<StreetReceipt>;
  /** The history as lines of a file for the preset `shuke`, header first. */
  csv(): Iterable<string>;
  /** What happens later, given the offers. Without offers it is what would have happened anyway. */
  nextDays(window: NextDays): Iterable<StreetReceipt>;
  /** What is hidden from the product: for a referee, never for a decision. Null for a number of nobody. */
  truth(customer: string): Guest | null;
}

/** Opens a street: a demo merchant with guests whose rhythms, tastes and response to offers follow from the seed. */
export function createStreet(options: StreetOptions): Street {
  const town = townOf(options);
  const stores = storesOf(town.stores);
  const history = { from: town.firstDay, to: town.firstDay + town.days - 1, offers: [] };
  const receipts = (): Iterable<StreetReceipt> => receiptsOf(town, stores, history);
  return {
    merchant: '熟客面馆',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    stores,
    menu: MENU,
    receipts,
    csv: () => csvOf(receipts()),
    nextDays: ({ from, days, offers }) => {
      const first = dayNumber(from);
      assert(first >= town.firstDay && days >= 0, 'the street knows no day before its first');
      const heard = offers.flatMap(heardOffer);
      return receiptsOf(town, stores, { from: first, to: first + days - 1, offers: heard });
    },
    truth: (customer) => {
      const index = indexOf(customer);
      return index === null ? null : guestOf(town.seed, town.stores, index);
    },
  };
}

function townOf({ seed, days, endDay, guests, stores }: StreetOptions): Town {
  const between = (value: number, low: number, high: number): boolean =>
    Number.isInteger(value) && value >= low && value <= high;
  assert(between(days, 1, 3660), 'a street has 1 to 3,660 days');
  assert(between(guests, 1, 1_000_000), 'a street has 1 to 1,000,000 guests');
  assert(between(stores, 1, 99), 'a street has 1 to 99 stores');
  return { seed, days, guests, stores, firstDay: dayNumber(endDay) - days + 1 };
}

/** Offers to people who are not of this street, such as a customer added by hand, reach nobody here. */
function heardOffer({ customer, issuedOn, lastDay, ...offer }: StreetOffer): Offer[] {
  const guest = indexOf(customer);
  return guest === null ? [] : [{ ...offer, guest, issuedOn: dayNumber(issuedOn), lastDay: dayNumber(lastDay) }];
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly offers: readonly Offer[];
}

function* receiptsOf(town: Town, stores: readonly StreetStore[], window: Window): Generator<StreetReceipt> {
  for (const [day, visits] of walk(town, window.offers, window.to)) {
    if (day < window.from) continue;
    const served = stores.map(() => 0);
    for (const visit of visits) {
      served[visit.store]! += 1;
      yield receiptOf(visit, day, { store: stores[visit.store]!, number: served[visit.store]! });
    }
  }
}

function receiptOf(visit: Visit, day: number, till: { store: StreetStore; number: number }): StreetReceipt {
  const { code } = till.store;
  return {
    orderRef: `${code}-${dayText(day).replaceAll('-', '')}-${String(till.number).padStart(4, '0')}`,
    storeCode: code,
    orderedAt: instantText(day, visit.second),
    customer: visit.guest?.memberNo ?? null,
    lines: visit.lines,
    coupons: visit.coupons,
  };
}

export const CSV_HEADER = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';

// Nothing on the menu holds a comma or a quote, so no field needs quoting.
function* csvOf(receipts: Iterable<StreetReceipt>): Generator<string> {
  yield `${CSV_HEADER}\n`;
  for (const { orderRef, storeCode, orderedAt, customer, lines } of receipts) {
    const localTime = orderedAt.slice(0, -OFFSET.length).replace('T', ' ');
    const head = `${orderRef},${storeCode},${localTime},${customer ?? ''}`;
    for (const line of lines) {
      const amounts = `${formatMinor(line.amountMinor, 'CNY')},${formatMinor(line.discountMinor, 'CNY')}`;
      yield `${head},${line.sku},${line.product},${line.category},${line.quantity},${amounts}\n`;
    }
  }
}
