import { seededRandom } from '@shuke/kernel';
import type { TestServices } from '@shuke/testkit';
import { dayPlus } from '../rule/days.ts';
import type { Names } from './random-rule.ts';
import type { Bought, Consent, World } from './reference.ts';
import * as shops from './shop.ts';
import type { Receipt, Shop } from './shop.ts';

const GOODS = [
  { sku: 'tea', category: 'drinks' },
  { sku: 'coffee', category: 'drinks' },
  { sku: 'bun', category: 'meals' },
  { sku: 'soup', category: 'meals' },
  { sku: 'bag', category: null },
] as const;
export const NAMES = {
  skus: GOODS.map(({ sku }) => sku),
  categories: ['drinks', 'meals'],
  sources: ['till', 'import'],
};
const TODAY = '2026-03-10';

export interface RandomShop {
  readonly shop: Shop;
  readonly world: World;
  readonly names: Names;
}

/** A shop whose guests are random and the same for the same seed; some of them are one person. */
export async function openRandomShop(services: TestServices, seed: number): Promise<RandomShop> {
  const random = seededRandom(seed);
  const shop = await shops.openShop(services, GOODS, 3);
  const guests: string[] = [];
  for (let i = 0; i < 30; i += 1) guests.push(await shops.newPerson(shop));
  const persons = new Map(guests.map((id) => [id, id]));
  for (let i = 0; i < 5; i += 1) {
    // Each twice at most, so that nobody is merged into one who stands for somebody else.
    const [from, into] = [guests[i]!, guests[29 - i]!];
    await shops.merge(shop, from, into);
    persons.set(from, into);
  }
  const receipts = Array.from({ length: 150 }, (): Receipt => {
    const day = dayPlus(TODAY, -random.int(70));
    const hour = String(random.pick([2, 8, 9, 12, 13, 18, 23])).padStart(2, '0');
    const lines = Array.from({ length: 1 + random.int(3) }, () => ({
      sku: random.pick(GOODS).sku,
      milli: 500 * (1 + random.int(4)),
      amount: 250 * random.int(12),
    }));
    const minute = String(random.int(60)).padStart(2, '0');
    const customerId = random.int(10) === 0 ? null : random.pick(guests);
    return {
      customerId,
      storeId: random.pick(shop.stores),
      source: random.pick(NAMES.sources),
      at: `${day}T${hour}:${minute}`,
      lines,
    };
  }).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  await shops.sell(shop, receipts);
  const consents = await someConsents(shop, { guests, persons, random });
  const people = new Map([...persons.values()].map((id) => [id, TODAY]));
  const bought = receipts.flatMap((receipt, order) => linesOf(receipt, { order, persons }));
  return { shop, world: { people, bought, consents }, names: { ...NAMES, stores: shop.stores } };
}

interface Guests {
  readonly guests: readonly string[];
  readonly persons: ReadonlyMap<string, string>;
  readonly random: ReturnType<typeof seededRandom>;
}

async function someConsents(shop: Shop, { guests, persons, random }: Guests): Promise<Consent[]> {
  const consents = Array.from({ length: 60 }, () => {
    const [customerId, day] = [random.pick(guests), dayPlus(TODAY, -random.int(60))];
    const channel = random.pick(['sms', 'wechat', 'any'] as const);
    return { customerId, who: persons.get(customerId)!, day, channel, granted: random.int(2) === 0 };
  });
  const noon = (day: string): Date => new Date(`${day}T04:00:00Z`);
  await shops.say(
    shop,
    consents.map(({ customerId, channel, granted, day }) => ({
      customerId,
      channel,
      granted,
      purpose: 'marketing',
      at: noon(day),
    })),
  );
  return consents;
}

function linesOf(
  receipt: Receipt,
  { order, persons }: { order: number; persons: ReadonlyMap<string, string> },
): Bought[] {
  if (receipt.customerId === null) return [];
  const day = shops.dayOf(receipt);
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  return receipt.lines.map((line) => ({
    order,
    who: persons.get(receipt.customerId!)!,
    day,
    hour: Number(receipt.at.slice(11, 13)),
    weekday,
    storeId: receipt.storeId,
    source: receipt.source,
    category: GOODS.find(({ sku }) => sku === line.sku)!.category,
    ...line,
  }));
}
