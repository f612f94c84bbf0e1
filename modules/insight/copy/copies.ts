import { setTimeout as sleep } from 'node:timers/promises';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ctx, Db, Services } from '@shuke/db';
import type { Reader } from './asks.ts';
import { MerchantCopy } from './copy.ts';
import { CopyFailed } from './duck-reader.ts';
import { copyPath, isHeldElsewhere, openEngine, type EngineOptions } from './engine.ts';
import { removeFile } from './fill.ts';
import { inLine } from './in-line.ts';
import { warmer } from './warmer.ts';

/** The copies that one process keeps in one folder. */
export interface Copies {
  /**
   * Reads from the merchant's copy; null where PostgreSQL is to answer: there is no copy yet, which is then begun, or it is not
   * fresh, or it failed. With `must` it waits for a fresh copy instead.
   */
  tryRead<T>(ctx: Ctx, read: (reader: Reader) => Promise<T>, options: { must: boolean }): Promise<{ value: T } | null>;
  copy(merchantId: string): MerchantCopy;
  /** Those that were asked for since the process began. */
  all(): readonly MerchantCopy[];
  /** Lets go of all files; a fill under way is given up. */
  close(): Promise<void>;
}

// Where a question finds the copies of its process. They are no part of `Services`, for what is below insight knows none.
const kept = new WeakMap<Db, Copies>();

export const copiesOf = (db: Db): Copies | null => kept.get(db) ?? null;

/** What a dashboard may be behind, and how long one waits for a copy rather than ask PostgreSQL. */
const FRESH_MS = 5_000;
const PATIENCE_MS = 500;

/**
 * Opens a folder of copies for this process; null where another process has it, for a file of DuckDB is one process's. From then
 * on `withReader` finds them.
 */
export async function openCopies(services: Services, options: EngineOptions): Promise<Copies | null> {
  mkdirSync(options.dir, { recursive: true });
  const engine = await openEngine(options);
  try {
    await engine.attach(join(options.dir, 'owner.duckdb'), 'owner');
  } catch (error) {
    engine.close();
    if (isHeldElsewhere(error)) return null;
    throw error;
  }
  removeLeftovers(options.dir);
  const fills = inLine();
  const copies = new Map<string, MerchantCopy>();
  const onChange = warmer(services);
  const copy = (merchantId: string): MerchantCopy => {
    const known =
      copies.get(merchantId) ??
      new MerchantCopy(merchantId, { services, engine, fills, footfallEveryMs: options.footfallEveryMs, onChange });
    copies.set(merchantId, known);
    return known;
  };
  const opened: Copies = {
    tryRead: (ctx, read, { must }) => {
      const asked = copy(ctx.actor.merchantId);
      return must ? readFresh(ctx, asked, read) : readIfReady(ctx, asked, read);
    },
    copy,
    all: () => [...copies.values()],
    close: async () => {
      kept.delete(services.db);
      engine.interrupt();
      await Promise.all([...copies.values()].map((one) => one.close()));
      engine.close();
    },
  };
  kept.set(services.db, opened);
  return opened;
}

/** Takes the file of a merchant's copy away. A process that keeps it makes it anew. */
export const forgetCopy = (dir: string, merchantId: string): Promise<void> => removeFile(copyPath(dir, merchantId));

/** What a process that was killed left on its way. */
function removeLeftovers(dir: string): void {
  for (const name of readdirSync(dir)) if (/\.csv$|\.half/.test(name)) rmSync(join(dir, name), { force: true });
}

type Read<T> = (reader: Reader) => Promise<T>;

async function readFresh<T>(ctx: Ctx, copy: MerchantCopy, read: Read<T>): Promise<{ value: T }> {
  await copy.follow();
  return { value: await copy.read(ctx, read) };
}

async function readIfReady<T>(ctx: Ctx, copy: MerchantCopy, read: Read<T>): Promise<{ value: T } | null> {
  const isReady = (): boolean => copy.isOpen && copy.idle.sinceFreshMs < FRESH_MS;
  if (!isReady()) {
    const isQuick = copy.isMade;
    // Whoever asks while it is being made need not have it made again.
    const getting = copy.isBusy ? null : copy.follow().catch((error: unknown) => say(ctx, copy, error));
    const patience = sleep(PATIENCE_MS, undefined, { ref: false });
    if (isQuick) await Promise.race([getting ?? patience, patience]);
  }
  if (!isReady()) return null;
  try {
    return { value: await copy.read(ctx, read) };
  } catch (error) {
    if (!(error instanceof CopyFailed)) throw error;
    say(ctx, copy, error);
    return null;
  }
}

const say = ({ log }: Ctx, { merchantId }: MerchantCopy, error: unknown): void =>
  log.warn({ merchantId, error: (error as Error).message }, 'the copy for insight failed; PostgreSQL answers');
