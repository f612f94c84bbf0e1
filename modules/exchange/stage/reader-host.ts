import { ensureProducts } from '@shuke/catalog';
import type { SealedIdentifier } from '@shuke/customer';
import { inTx } from '@shuke/db';
import { must, ok } from '@shuke/kernel';
import { postStagedStores } from '@shuke/merchant';
import type { RejectReason } from '@shuke/contract';
import type { Fresh, FreshProduct, Known, ReaderHost } from '../reader/reader.ts';
import { copyStaged } from '../staging-store.ts';
import { count, goOn, recordRejects, type Attempt } from './attempt.ts';
import { identify, type PeopleStaging } from './people-staging.ts';
import { uuidBytes } from './staging-buffer.ts';

export interface AttemptHost extends ReaderHost {
  /** Waits for what is still on its way to the database. */
  settle(): Promise<void>;
}

/** What the reader of an import's file asks for: the database and the keys. */
export function readerHost(attempt: Attempt, people: PeopleStaging): AttemptHost {
  const { ctx, counts } = attempt;
  let underway: Promise<void> = Promise.resolve();
  return {
    resolve: async (fresh) => ({
      ...(await resolvePlaces(attempt, fresh)),
      ...hashPeople(attempt, fresh, people),
    }),
    // The reader goes on while its last piece is copied, and waits here while the one before still is.
    stage: async (orders) => {
      await underway;
      goOn(attempt);
      underway = copyStaged(ctx, 'order', orders);
      underway.catch(() => {});
    },
    reject: (rejects) => recordRejects(attempt, rejects),
    tell: (read) => void Object.assign(counts, read),
    settle: () => underway,
  };
}

type Places = Pick<Known, 'stores' | 'products'>;
const NONE: Places = { stores: new Uint8Array(), products: new Uint8Array() };

/** Finds stores and products, or makes them. Of a catalogue the known ones take over the texts. */
async function resolvePlaces(attempt: Attempt, { stores, products }: Fresh): Promise<Places> {
  if (stores.length + products.length === 0) return NONE;
  const update = attempt.reading.mapping.kind === 'catalogue';
  const done = await inTx<Places, never>(attempt.ctx, {}, async (tx) => {
    const posted = await postStagedStores(tx, stores);
    const ensured = await ensureProducts(tx, products, { update });
    const created = ensured.filter((one) => one.ok && one.value.created).length;
    await count(tx, attempt, { storesNew: posted.created, productsNew: created });
    const storeIds = stores.map(({ code }) => must(posted.ids.get(code), 'a staged store has an id'));
    return ok({ stores: bytesOf(storeIds), products: bytesOf(ensured.map((one, i) => idOf(one, products[i]!))) });
  });
  return done.ok ? done.value : NONE;
}

type Ensured = Awaited<ReturnType<typeof ensureProducts>>[number];

const idOf = (ensured: Ensured, { sku }: FreshProduct): string =>
  must(ensured.ok ? ensured.value.productId : null, `a product with a name is made, ${sku}`);

const bytesOf = (ids: readonly string[]): Buffer => Buffer.concat(ids.map(uuidBytes));

const NO_HASH = Buffer.alloc(16);

type Hashes = Pick<Known, 'people' | 'faults'>;

function hashPeople({ ctx, reading }: Attempt, fresh: Fresh, staging: PeopleStaging): Hashes {
  const found = fresh.people.map((text) => identify(ctx, reading.mapping.customerKind, text));
  const faults: [number, RejectReason][] = [];
  const people: SealedIdentifier[] = [];
  found.forEach((one, place) => {
    if (typeof one === 'string') faults.push([place, one]);
    else people.push(one);
  });
  staging.add(people);
  return { people: Buffer.concat(found.map((one) => (typeof one === 'string' ? NO_HASH : one.hash))), faults };
}
