import { seededRandom, wallToInstantMs, type Random } from '@shuke/kernel';
import type { TestServices } from '@shuke/testkit';
import { personOf, plusDays, type Bought, type Links } from './reference.ts';
import { sellAndTakeBack } from './till.ts';
import { dayOf, merge, openShop, record, type Receipt, type Shop, type ShopTerms } from './shop.ts';

const PRODUCTS = [
  ['tea', 'drinks'],
  ['soup', 'meals'],
  ['bun', 'meals'],
  ['bag', null],
] as const;
// Few prices, one of them nothing, so that spends tie and some customers spend nothing at all.
const PRICES = [0, 500, 1_000, 1_000, 2_550];
const SOURCES = ['till', 'till', 'import'];

export interface RandomShop {
  readonly shop: Shop;
  readonly bought: Bought[];
  /** Who stands for whom, some of them over others. */
  readonly links: Links;
}

/** A shop with receipts that are random but the same for the same seed: guests with habits, some of whom are one person, and some anonymous. */
export async function openRandomShop(services: TestServices, seed: number, terms: ShopTerms): Promise<RandomShop> {
  const random = seededRandom(seed);
  const shop = await openShop(services, terms);
  const codes = [...shop.stores.keys()];
  const receipts: Receipt[] = [];
  const sell = (customer: string | null, day: string): void => {
    const minutes = random.int(1_440);
    const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
    const lines = Array.from({ length: 1 + random.int(3) }, () => {
      const [sku, category] = random.pick(PRODUCTS);
      const discount = random.pick([0, 0, 100]);
      return { sku, category, milli: 250 * (1 + random.int(8)), amount: random.pick(PRICES), discount };
    });
    receipts.push({ store: random.pick(codes), at: `${day}T${clock}`, customer, source: random.pick(SOURCES), lines });
  };
  for (let person = 0; person < 45; person += 1) {
    const habitDays = random.pick([1, 3, 7, 7, 14, 30, 60]);
    let day = plusDays('2025-08-01', random.int(200));
    for (let visit = random.int(14); visit >= 0 && day < '2026-03-01'; visit -= 1) {
      sell(`guest ${person}`, day);
      if (random.int(8) === 0) sell(`guest ${person}`, day);
      day = plusDays(day, 1 + random.int(2 * habitDays));
    }
  }
  for (let i = 0; i < 40; i += 1) sell(null, plusDays('2025-08-01', random.int(210)));
  await record(shop, receipts);
  const till = await sellAndTakeBack(services, shop, random);
  const links = await mergeSome(shop, random);
  const bought = [...receipts.map((receipt) => boughtOf(shop, receipt)), ...till];
  return {
    shop,
    links,
    bought: bought.map((one) => ({ ...one, customer: one.customer === null ? null : personOf(links, one.customer) })),
  };
}

/** Merges some guests, each a person until then, into others, who may stand for somebody themselves. */
async function mergeSome(shop: Shop, random: Random): Promise<Map<string, string>> {
  const [links, guests] = [new Map<string, string>(), [...shop.customers.values()]];
  for (let n = 0; n < 12; n += 1) {
    const [from, into] = [random.pick(guests), random.pick(guests)];
    if (links.has(from) || personOf(links, into) === from) continue;
    await merge(shop, from, into);
    links.set(from, into);
  }
  return links;
}

const boughtOf = (shop: Shop, receipt: Receipt): Bought => ({
  isRefund: false,
  customer: receipt.customer === null ? null : shop.customers.get(receipt.customer)!,
  store: shop.stores.get(receipt.store)!,
  day: dayOf(shop, receipt),
  hour: hourOf(shop, receipt),
  source: receipt.source,
  payable: receipt.lines.reduce((all, line) => all + line.amount, 0),
  lines: receipt.lines,
});

// By the runtime's own calendar: where the clock was put forward, a till's 02:30 is really 03:30.
function hourOf(shop: Shop, { store, at }: Receipt): number {
  const timeZone = shop.zones[store]!;
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', hour: 'numeric' });
  return Number(format.format(wallToInstantMs(Date.parse(`${at}Z`), timeZone)));
}
