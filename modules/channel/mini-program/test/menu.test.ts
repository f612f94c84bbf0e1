import { expect, test } from 'vitest';
import { menuPage } from '../menu.ts';

const row = (productId: string, priceMinor: number) => ({
  productId,
  sku: productId,
  name: '',
  priceMinor,
  version: 1,
});
const all = (prices: Readonly<Record<string, number>>) => Object.entries(prices).map(([id, price]) => row(id, price));
/** A page of rows after an id, as the catalogue reads it. */
function pageOf(rows: ReturnType<typeof all>, after: string, limit: number) {
  const rest = rows.filter(({ productId }) => productId > after);
  return { items: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1]!.productId : null };
}

test.each([1, 2, 3, 10])(
  'pages of %i leave nothing out, and a store’s own price stands before the general one',
  (limit) => {
    const general = all({ a: 1, c: 3, d: 4, f: 6 });
    const own = all({ b: 20, c: 30, e: 50 });
    const seen: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page = menuPage(pageOf(general, after, limit), pageOf(own, after, limit), limit);
      seen.push(...page.items.map(({ productId, priceMinor }) => `${productId}${priceMinor}`));
      after = page.next;
    }
    expect(seen).toEqual(['a1', 'b20', 'c30', 'd4', 'e50', 'f6']);
  },
);
