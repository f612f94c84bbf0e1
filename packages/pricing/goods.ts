import type { CartLine } from './cart.ts';

/**
 * All lines of one SKU, category and price, whatever their number: pricing knows only such goods, which is what makes
 * it independent of the order of lines and of how equal ones are grouped.
 */
export interface Goods {
  readonly sku: string;
  readonly category: string;
  readonly unitPriceMinor: number;
  readonly quantityMilli: number;
  /** Whole units: the ones that deals count. What is left of a weighed line only has an amount. */
  readonly units: number;
  readonly grossMinor: number;
  /** By line id. */
  readonly lines: readonly CartLine[];
}

/** Gathers equal lines into goods, in their canonical order: by SKU, price and category. */
export function gatherGoods(lines: readonly CartLine[]): Goods[] {
  const sorted = lines.toSorted(byGoodsAndLine);
  const goods: Goods[] = [];
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && byGoods(sorted[from]!, sorted[to]!) === 0) to += 1;
    goods.push(goodsOf(sorted.slice(from, to)));
    from = to;
  }
  return goods;
}

/** What a quantity costs at a price, rounded half up to the minor unit. */
export const amountOf = (unitPriceMinor: number, quantityMilli: number): number =>
  Math.floor((unitPriceMinor * quantityMilli + 500) / 1000);

function goodsOf(lines: readonly CartLine[]): Goods {
  const { sku, category, unitPriceMinor } = lines[0]!;
  let quantityMilli = 0;
  for (const line of lines) quantityMilli += line.quantityMilli;
  const units = Math.floor(quantityMilli / 1000);
  const grossMinor = amountOf(unitPriceMinor, quantityMilli);
  return { sku, category, unitPriceMinor, quantityMilli, units, grossMinor, lines };
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const byGoods = (a: CartLine, b: CartLine): number =>
  compare(a.sku, b.sku) || a.unitPriceMinor - b.unitPriceMinor || compare(a.category, b.category);

const byGoodsAndLine = (a: CartLine, b: CartLine): number => byGoods(a, b) || compare(a.lineId, b.lineId);
