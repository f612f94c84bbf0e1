import type { BrandView, NewNamed, NewStore, RegionView, StoreView, TerminalView } from '@shuke/contract';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { newId, ok, refuse, type Result } from '@shuke/kernel';
import { orRefused, type KeyReused, type PlaceRefusal } from './errors.ts';
import { isPlaceTimeZone } from './merchant.ts';
import { insertBrand, insertRegion, insertStore, insertTerminal } from './place-store.ts';
import { storesChanged } from './stores-changed.ts';

type Keyed = { readonly key?: string };
type Added<T> = Promise<Result<T, PlaceRefusal | KeyReused>>;

/** Adds a brand under a code of its own. */
export function addBrand(ctx: Ctx, { key, ...input }: NewNamed & Keyed): Added<BrandView> {
  const brand = { brandId: newId(), ...input };
  return add({ ctx, key, input }, brand, (tx) => insertBrand(tx, brand));
}

/** Adds a region under a code of its own. */
export function addRegion(ctx: Ctx, { key, ...input }: NewNamed & Keyed): Added<RegionView> {
  const region = { regionId: newId(), ...input };
  return add({ ctx, key, input }, region, (tx) => insertRegion(tx, region));
}

/** Adds a store under the code that its tills write on receipts. */
export async function addStore(ctx: Ctx, { key, ...input }: NewStore & Keyed): Added<StoreView> {
  const { code, name, brandId = null, regionId = null, timeZone = null, location = null } = input;
  if (timeZone !== null && !isPlaceTimeZone(timeZone)) return refuse('time_zone_unknown');
  const store: StoreView = { storeId: newId(), code, name, brandId, regionId, timeZone, location, active: true };
  return add({ ctx, key, input }, store, async (tx) => {
    const added = await insertStore(tx, store);
    await storesChanged(tx);
    return added;
  });
}

/** Adds a terminal to a store, under a code that is its own within the store. */
export function addTerminal(ctx: Ctx, { key, ...input }: NewNamed & { storeId: string } & Keyed): Added<TerminalView> {
  const { storeId, code, name } = input;
  const terminal = { terminalId: newId(), storeId, code, name, active: true };
  return add({ ctx, key, input }, terminal, (tx) => insertTerminal(tx, terminal));
}

interface Command {
  ctx: Ctx;
  key: string | undefined;
  input: unknown;
}

const add = <T>({ ctx, key, input }: Command, place: T, insert: (tx: Tx) => Promise<number>): Added<T> =>
  inTx(ctx, { key, input }, async (tx) => {
    const inserted = await orRefused(insert(tx));
    return inserted.ok ? ok(place) : inserted;
  });
