import { must } from '@shuke/kernel';
import type { Refs } from '../rows/refs.ts';
import type { ReaderHost } from './reader.ts';

const ID_BYTES = 16;

const nth = (ids: Uint8Array, n: number): Uint8Array => {
  const id = ids.subarray(n * ID_BYTES, (n + 1) * ID_BYTES);
  return must(id.length === ID_BYTES ? id : null, 'each of what was asked has an answer');
};

/** True where stores or products are waiting for their ids. People need a hash alone, which is at hand at once. */
export const hasFresh = ({ fresh }: Refs): boolean => fresh.stores.length + fresh.products.length > 0;

/** Has the host give what the rows have newly named its ids and hashes. */
export async function resolveFresh(refs: Refs, host: ReaderHost): Promise<void> {
  const { stores, products, people } = refs.takeFresh();
  if (stores.length + products.length + people.length === 0) return;
  const known = await host.resolve({
    stores: stores.map(({ code, name }) => ({ code, name })),
    products: products.map(({ sku, name, category, brand }) => ({ sku, name, category, brand })),
    people: people.map(({ text }) => text),
  });
  stores.forEach((store, i) => (store.id = nth(known.stores, i)));
  products.forEach((product, i) => (product.id = nth(known.products, i)));
  people.forEach((person, i) => (person.hash = nth(known.people, i)));
  for (const [place, reason] of known.faults) people[place]!.fault = reason;
}
