import type { NewPrices, NewStock, StockAdjustments } from '@shuke/contract';
import { must, ok, parseMinor, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { StockAdjustment } from './adjust-stock.ts';
import type { PriceChange } from './set-prices.ts';
import type { StockCount } from './set-stock.ts';

/** Prices as they were sent, read in the merchant's currency. */
export function pricesFrom(rows: NewPrices['prices'], currency: string): Result<PriceChange[], Refusal> {
  const read: PriceChange[] = [];
  for (const { sku, storeCode, price } of rows) {
    const priceMinor = price === null ? null : parseMinor(price, currency);
    if (priceMinor === null && price !== null) {
      return refuse('invalid_request', { field: 'prices.price', sku, problem: `is not an amount in ${currency}` });
    }
    read.push({ sku, storeCode, priceMinor });
  }
  return ok(read);
}

export const stockFrom = (rows: NewStock['stock']): StockCount[] =>
  rows.map(({ sku, storeCode, quantity }) => ({
    sku,
    storeCode,
    quantityMilli: quantity === null ? null : milliOf(quantity),
  }));

export const adjustmentsFrom = (rows: StockAdjustments['adjustments']): StockAdjustment[] =>
  rows.map(({ sku, storeCode, by }) => ({ sku, storeCode, byMilli: milliOf(by) }));

/** Reads "0.755" as 755 thousandths. The schema of the route lets only such text through. */
export function milliOf(text: string): number {
  const match = must(/^(-?)(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text), 'a quantity has the form that the schema asks for');
  const milli = Number(match[2]! + (match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' && milli !== 0 ? -milli : milli;
}

/** Writes thousandths as the decimal string of the wire: 755 is "0.755", 2000 is "2". */
export function quantityText(milli: number): string {
  const digits = String(milli).padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  return `${digits.slice(0, -3)}${fraction && `.${fraction}`}`;
}
