import { nameKey, type RankedItem } from './ranking.ts';

export interface OwnProduct {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly category: string | null;
}

export interface Matched extends RankedItem {
  /** Null where the shop has no such product. */
  readonly product: OwnProduct | null;
}

/** The shop's own product of each item: by its SKU, else by its name where just one product has it. */
export function matchItems(items: readonly RankedItem[], products: readonly OwnProduct[]): Matched[] {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const byName = Map.groupBy(products, ({ name }) => nameKey(name));
  return items.map((item) => {
    const named = item.name === null ? [] : (byName.get(nameKey(item.name)) ?? []);
    const product = bySku.get(item.sku ?? '') ?? (named.length === 1 ? named[0]! : null);
    return { ...item, product };
  });
}

/** Sold so much less than elsewhere: by how many hundredths of the list it stands lower. */
export interface Weak extends Matched {
  readonly product: OwnProduct;
  /** Its place among the shop's own products by what they brought; null where nothing was sold. */
  readonly ownPlace: number | null;
  readonly gapBps: number;
}

// Hot is the first half of the list, of a long one the first fifty. Weak is a quarter of the own list lower, or unsold.
const HOT_MOST = 50;
const WEAK_GAP_BPS = 2_500;

/** What is hot elsewhere and weak here, the widest gap first. `places` are the own ones, of `sold` products. */
export function weakOf(
  items: readonly Matched[],
  { places, sold }: { places: ReadonlyMap<string, number>; sold: number },
): Weak[] {
  const hot = Math.min(HOT_MOST, Math.ceil(items.length / 2));
  return items
    .slice(0, hot)
    .flatMap((item) => {
      if (item.product === null) return [];
      const ownPlace = places.get(item.product.productId) ?? null;
      const own = ownPlace === null ? 10_000 : percentile(ownPlace, sold);
      return [{ ...item, product: item.product, ownPlace, gapBps: own - percentile(item.place, items.length) }];
    })
    .filter(({ gapBps }) => gapBps >= WEAK_GAP_BPS)
    .sort((a, b) => b.gapBps - a.gapBps || a.place - b.place);
}

/** How far down a list a place is, in basis points: the first is 0. */
const percentile = (place: number, of: number): number => (of <= 1 ? 0 : Math.round(((place - 1) * 10_000) / (of - 1)));
