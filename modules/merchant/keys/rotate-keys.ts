import {
  addDataKey,
  inTx,
  refreshKeys,
  retireOldKeys,
  rewrapDataKeys,
  type Ctx,
  type SealingAlgorithm,
  type Tx,
} from '@shuke/db';
import { assert, ok } from '@shuke/kernel';
import { appendAudit } from '../audit/append-audit.ts';

/** One kind of thing that a merchant's data key seals, in pages. */
export interface Resealer {
  /** Such as `staff`: what it is, for the report. */
  readonly name: string;
  /**
   * Seals anew what is not sealed with the newest key, at most `limit` rows behind `after`. Each row is replaced only while
   * it still is what was read. Answers how many it did and where to go on; null at the end.
   */
  page(tx: Tx, after: string | null, limit: number): Promise<ResealedPage>;
}

export interface ResealedPage {
  readonly next: string | null;
  readonly done: number;
}

export interface RotateKeys {
  /** Seals with this from now on; unless told, with what the deployment is set to. */
  readonly algorithm?: SealingAlgorithm | undefined;
  readonly resealers: readonly Resealer[];
}

/** By kind, how many rows were sealed anew. */
export type Rotated = Readonly<Record<string, number>>;

const ROWS_AT_ONCE = 500;

/**
 * Gives the merchant a new data key and seals everything anew with it, page by page, while the shop goes on: at any moment
 * each value opens with the key that it names, and keys that nothing names any more are destroyed by the first rotation a
 * day later. One that is cut short is taken up by the next.
 */
export async function rotateKeys(ctx: Ctx, { algorithm, resealers }: RotateKeys): Promise<Rotated> {
  await write(ctx, async (tx) => {
    const key = await addDataKey(tx, algorithm);
    const detail = { keyVersion: key.version, algorithm: key.algorithm };
    await appendAudit(tx, { action: 'keys.rotated', subject: null, detail });
  });
  const { version } = await write(ctx, refreshKeys);
  const rotated: Record<string, number> = {};
  for (const resealer of resealers) rotated[resealer.name] = await resealAll(ctx, resealer);
  // What a process sealed with the former key while this one walked past it; it knows the new key by the next rotation.
  for (const resealer of resealers) rotated[resealer.name]! += await resealAll(ctx, resealer);
  await write(ctx, (tx) => retireOldKeys(tx, version));
  return rotated;
}

async function resealAll(ctx: Ctx, resealer: Resealer): Promise<number> {
  let done = 0;
  for (let after: string | null = null; ;) {
    const from: string | null = after;
    const page: ResealedPage = await write(ctx, (tx) => resealer.page(tx, from, ROWS_AT_ONCE));
    done += page.done;
    if (page.next === null) return done;
    after = page.next;
  }
}

/** Wraps the merchant's data keys with the present key-encryption key; nothing else has to change. Answers how many. */
export const rotateKek = (ctx: Ctx): Promise<number> =>
  write(ctx, async (tx) => {
    const wrapped = await rewrapDataKeys(tx);
    if (wrapped > 0) {
      const detail = { dataKeys: wrapped, kekId: tx.vault.kekId.toString('hex') };
      await appendAudit(tx, { action: 'keys.rotated', subject: null, detail });
    }
    return wrapped;
  });

async function write<T>(ctx: Ctx, body: (tx: Tx) => Promise<T>): Promise<T> {
  const written = await inTx<T, never>(ctx, {}, async (tx) => ok(await body(tx)));
  assert(written.ok, 'without a key nothing is refused');
  return written.value;
}
