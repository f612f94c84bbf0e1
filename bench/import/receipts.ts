import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { MINUTE_MS, seededRandom, type Random } from '@shuke/kernel';

/** A chain as its till would export it: fixed sizes, so that runs compare. */
export const SIZES = { lines: 1_000_000, linesAReceipt: 4, customers: 50_000, products: 2000, stores: 20 } as const;

/** Share of receipts on which a member showed a card. */
export const MEMBER_SHARE = 0.7;
const MOST_LINES = 7;
const CATEGORIES = 40;
const FIRST_MS = Date.parse('2025-01-01T00:00:00Z');
const HEADINGS = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';

/** Writes receipts in our own format, the same for the same count; answers how many receipts they are. */
export async function writeReceipts(path: string, lines: number): Promise<number> {
  const random = seededRandom(20_250_101);
  const file = createWriteStream(path);
  let text = `${HEADINGS}\n`;
  let receipts = 0;
  for (let written = 0; written < lines; receipts += 1) {
    const count = Math.min(1 + random.int(MOST_LINES), lines - written);
    text += receipt(random, receipts, count);
    written += count;
    if (text.length > 1_000_000) {
      if (!file.write(text)) await once(file, 'drain');
      text = '';
    }
  }
  file.end(text);
  await finished(file);
  return receipts;
}

// A few stores, people and products make most of the trade, as they do everywhere.
const skewed = (random: Random, below: number): number => Math.floor(below * random.next() ** 2);
const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

function receipt(random: Random, number: number, count: number): string {
  const store = `S${padded(1 + random.int(SIZES.stores), 2)}`;
  const at = new Date(FIRST_MS + Math.floor((number * MINUTE_MS) / 4)).toISOString().slice(0, 19).replace('T', ' ');
  const customer = random.next() < MEMBER_SHARE ? `M${padded(skewed(random, SIZES.customers), 8)}` : '';
  let text = '';
  for (let i = 0; i < count; i += 1) {
    const product = skewed(random, SIZES.products);
    const quantity = random.next() < 0.9 ? '1' : String(2 + random.int(4));
    const amount = (random.int(20_000) + 100) / 100;
    const discount = random.next() < 0.2 ? ((random.int(500) + 1) / 100).toFixed(2) : '0';
    text += `${store}-${padded(number, 9)},${store},${at},${customer},P${padded(product, 5)},`;
    text += `Product number ${product},Category ${product % CATEGORIES},${quantity},${amount.toFixed(2)},${discount}\n`;
  }
  return text;
}
