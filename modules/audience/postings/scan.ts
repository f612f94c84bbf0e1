import type { Purchases } from '../rule/question.ts';
import type { Span } from '../rule/days.ts';
import { dayNumber } from '../rule/days.ts';
import { isByLine } from '../sql/purchases.ts';
import type { Postings, Rows } from './postings.ts';

/** The rows of one day that fit: their numbers stand in `at`, so many of them. */
export interface Batch {
  readonly rows: Rows;
  /** Counted from the first day of the postings. */
  readonly day: number;
  readonly at: Int32Array;
  readonly size: number;
}

type Mask = Uint8Array;

interface Filter {
  readonly rows: Rows;
  readonly groups: readonly number[];
  readonly product: Mask | null;
  readonly store: Mask | null;
  readonly source: Mask | null;
  readonly hour: Mask | null;
  readonly weekday: Mask | null;
}

/** Walks over the purchases that are meant, one day after the other. */
export function* scan(
  postings: Postings,
  of: Purchases,
  { span, needsLines = false }: { span: Span; needsLines?: boolean },
): Generator<Batch> {
  const filter = filterOf(postings, of, needsLines || isByLine(of));
  const { firstDay, days } = postings;
  const from = span.from === null ? 0 : Math.max(0, dayNumber(span.from) - firstDay);
  const to = Math.min(days - 1, dayNumber(span.to) - firstDay);
  let at = new Int32Array(4096);
  for (let day = from; day <= to; day += 1) {
    if (filter.weekday && filter.weekday[(firstDay + day + 3) % 7] === 0) continue;
    const most = rowsOn(filter, days, day);
    if (most > at.length) at = new Int32Array(2 * most);
    const size = select(postings, filter, { day, at });
    if (size > 0) yield { rows: filter.rows, day, at, size };
  }
}

function rowsOn({ rows: { starts }, groups }: Filter, days: number, day: number): number {
  let count = 0;
  for (const group of groups) {
    const start = group * (days + 1) + day;
    count += starts[start + 1]! - starts[start]!;
  }
  return count;
}

/** Writes the numbers of the rows of a day that fit, and answers how many. */
function select(postings: Postings, filter: Filter, { day, at }: { day: number; at: Int32Array }): number {
  const { rows, product, store } = filter;
  let size = 0;
  for (const group of filter.groups) {
    const start = group * (postings.days + 1) + day;
    const end = rows.starts[start + 1]!;
    for (let row = rows.starts[start]!; row < end; row += 1) {
      if (product !== null && product[rows.product![row]!] === 0) continue;
      if (store !== null && store[rows.store[row]!] === 0) continue;
      at[size] = row;
      size += 1;
    }
  }
  return filter.source === null && filter.hour === null ? size : selectByOrder(postings, filter, { at, size });
}

/** Of the rows that were selected, those whose orders fit. */
function selectByOrder(
  { orders }: Postings,
  { rows, source, hour }: Filter,
  { at, size }: { at: Int32Array; size: number },
): number {
  let kept = 0;
  for (let i = 0; i < size; i += 1) {
    const row = at[i]!;
    const order = rows.order ? rows.order[row]! : row;
    if (source !== null && source[orders.source[order]!] === 0) continue;
    if (hour !== null && hour[orders.hour[order]!] === 0) continue;
    at[kept] = row;
    kept += 1;
  }
  return kept;
}

function filterOf(postings: Postings, of: Purchases, byLine: boolean): Filter {
  const shared = {
    store: maskOf(postings.storeIds, of.storeIds),
    source: maskOf(postings.orderSources, of.sources),
    hour: of.hours ? numberMask(24, of.hours) : null,
    weekday: of.weekdays
      ? numberMask(
          7,
          of.weekdays.map((day) => day - 1),
        )
      : null,
  };
  if (!byLine) return { rows: postings.orders, groups: [0], product: null, ...shared };
  const { groups, product } = goodsOf(postings, of);
  return { rows: postings.lines, groups, product, ...shared };
}

const numberMask = (size: number, values: readonly number[]): Mask => {
  const mask = new Uint8Array(size);
  for (const value of values) mask[value] = 1;
  return mask;
};

function maskOf(names: readonly string[], wanted: readonly string[] | undefined): Mask | null {
  if (!wanted) return null;
  const mask = new Uint8Array(names.length);
  names.forEach((name, i) => (mask[i] = Number(wanted.includes(name))));
  return mask;
}

/** The groups in which the goods stand, and which goods of them where it is not all. */
function goodsOf({ goods }: Postings, { skus, categories, productBrands }: Purchases) {
  const all = goods.category.map((_, group) => group);
  const ofCategories = categories ? all.filter((group) => categories.includes(goods.category[group] ?? '')) : all;
  if (!skus && !productBrands) return { groups: ofCategories, product: null };
  const [wanted, brands] = [skus && new Set(skus), productBrands && new Set(productBrands)];
  const product = new Uint8Array(goods.sku.length);
  goods.sku.forEach((sku, i) => {
    const isOfBrand = !brands || brands.has(goods.brand[i] ?? '');
    product[i] = Number((!wanted || wanted.has(sku)) && isOfBrand);
  });
  const touched = new Set<number>();
  product.forEach((isMeant, i) => isMeant && touched.add(goods.group[i]!));
  return { groups: ofCategories.filter((group) => touched.has(group)), product };
}
