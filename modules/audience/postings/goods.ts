import type { Purchases } from '../rule/question.ts';
import type { Postings } from './postings.ts';

type Range = readonly [start: number, end: number];

/** Where the lines of the goods stand: those of one category next to each other. */
export function rangesOf(
  { names: { goods }, lines }: Postings,
  { skus, categories, productBrands }: Purchases,
): Range[] {
  const [ofSku, ofCategory, ofBrand] = [setOf(skus), setOf(categories), setOf(productBrands)];
  const ranges: [number, number][] = [];
  for (let product = 0; product < goods.sku.length; product += 1) {
    if (ofSku && !ofSku.has(goods.sku[product]!)) continue;
    if (ofCategory && !ofCategory.has(goods.category[product] ?? null)) continue;
    if (ofBrand && !ofBrand.has(goods.brand[product] ?? null)) continue;
    const [start, end] = [lines.starts[product]!, lines.starts[product + 1]!];
    const before = ranges.at(-1);
    if (before?.[1] === start) before[1] = end;
    else ranges.push([start, end]);
  }
  return ranges;
}

const setOf = (names: readonly string[] | undefined): ReadonlySet<string | null> | undefined => names && new Set(names);
