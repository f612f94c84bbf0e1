import type { FootfallCounts, Sightings } from '@shuke/contract';
import { inTx, rowsChanged, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { findStores } from '@shuke/merchant';
import type { FootfallRefusal, KeyReused } from '../errors.ts';
import { writeCounts, writeSightings } from './footfall-store.ts';

type Taken = Promise<Result<{ taken: number }, FootfallRefusal | KeyReused>>;

/** Takes what counters at doors counted. All or none; a counter that tells of the same moment again corrects itself. */
export function recordCounts(ctx: Ctx, { counts }: FootfallCounts): Taken {
  return inTx<{ taken: number }, FootfallRefusal>(ctx, {}, async (tx) => {
    const stores = await storeIds(tx, counts);
    if (!stores.ok) return stores;
    const rows = counts.map(({ storeCode, counter, from, until, entries }) => ({
      storeId: stores.value.get(storeCode)!,
      counter,
      from: new Date(from),
      until: new Date(until),
      entries,
    }));
    if (rows.some(({ from, until }) => until <= from)) return refuse('invalid_request', { field: 'until' });
    const once = new Map(rows.map((row) => [`${row.storeId} ${row.counter} ${row.from.getTime()}`, row]));
    return ok({ taken: await told(tx, await writeCounts(tx, [...once.values()])) });
  });
}

/** Takes which devices the Wi-Fi of stores saw. Of a device only a keyed hash is kept, and the minute. */
export function recordSightings(ctx: Ctx, { sightings }: Sightings): Taken {
  return inTx<{ taken: number }, FootfallRefusal>(ctx, {}, async (tx) => {
    const stores = await storeIds(tx, sightings);
    if (!stores.ok) return stores;
    const rows = sightings.map(({ storeCode, device, at }) => ({
      storeId: stores.value.get(storeCode)!,
      visitor: ctx.vault.hash(tx.merchantId, 'device', device),
      at: new Date(at),
    }));
    return ok({ taken: await told(tx, await writeSightings(tx, rows)) });
  });
}

async function told(tx: Tx, taken: number): Promise<number> {
  if (taken > 0) await rowsChanged(tx, 'pub_footfall', null);
  return taken;
}

async function storeIds(
  tx: Tx,
  rows: readonly { readonly storeCode: string }[],
): Promise<Result<Map<string, string>, FootfallRefusal>> {
  const codes = [...new Set(rows.map(({ storeCode }) => storeCode))];
  const found = await findStores(tx, codes);
  const missing = codes.find((code) => !found.has(code));
  if (missing !== undefined) return refuse('not_found', { storeCode: missing });
  return ok(new Map(codes.map((code) => [code, found.get(code)!.storeId])));
}
