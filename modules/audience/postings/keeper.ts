import type { Ctx, Db } from '@shuke/db';
import { withReader } from '@shuke/insight';
import { buildPostings } from './build.ts';
import { countLines } from './names-queries.ts';
import type { Postings } from './postings.ts';

export interface KeeperLimits {
  /** Below so many lines SQL on the copy answers as quickly, and is fresher. */
  readonly leastLines: number;
  /** What all indexes of a process have together: they take up to 40 bytes a line, and while one is made as much again. */
  readonly mostLines: number;
  /** From this age on an index is made anew; meanwhile SQL answers. */
  readonly mostAgeMs: number;
}

const LIMITS: KeeperLimits = { leastLines: 200_000, mostLines: 20_000_000, mostAgeMs: 60_000 };

interface Kept {
  readonly postings: Postings | null;
  readonly lines: number;
  readonly madeAt: number;
}

/** The indexes of a process, one a merchant that asks. */
export class Keeper {
  readonly #limits: KeeperLimits;
  readonly #kept = new Map<string, Kept>();
  #building: Promise<void> | null = null;

  constructor(limits: KeeperLimits = LIMITS) {
    this.#limits = limits;
  }

  /** The index of the actor's merchant, or null where there is none, or an old one. Then it is begun. */
  get(ctx: Ctx): Postings | null {
    const { merchantId } = ctx.actor;
    const kept = this.#kept.get(merchantId);
    const isYoung = kept !== undefined && performance.now() - kept.madeAt < this.#limits.mostAgeMs;
    if (!isYoung) this.#begin(ctx);
    return isYoung ? kept.postings : null;
  }

  /** Waits for the index that is made just now, if one is. */
  async settled(): Promise<void> {
    await this.#building;
  }

  /** One at a time: each reads the whole copy. */
  #begin(ctx: Ctx): void {
    const { merchantId } = ctx.actor;
    this.#building ??= this.#build(ctx)
      .catch((error: unknown) =>
        ctx.log.warn({ merchantId, error: (error as Error).message }, 'the index of audiences was not made'),
      )
      .finally(() => {
        this.#building = null;
      });
  }

  async #build(ctx: Ctx): Promise<void> {
    const { merchantId } = ctx.actor;
    const before = this.#kept.get(merchantId)?.postings;
    const kept = await withReader(ctx, async (reader): Promise<Omit<Kept, 'madeAt'>> => {
      const nothing = { postings: null, lines: 0 };
      // Without a copy a pass over all lines would be PostgreSQL's to make.
      if (reader.engine !== 'duckdb') return nothing;
      if (before?.position === reader.position) {
        return { postings: { ...before, freshAt: reader.freshAt }, lines: before.lines.order.length };
      }
      const lines = await countLines(reader);
      if (lines < this.#limits.leastLines || lines > this.#limits.mostLines) return nothing;
      return { postings: await buildPostings(reader), lines };
    });
    this.#kept.delete(merchantId);
    this.#makeRoom(kept.lines);
    this.#kept.set(merchantId, { ...kept, madeAt: performance.now() });
  }

  /** Those that were made first go first. */
  #makeRoom(lines: number): void {
    let sum = [...this.#kept.values()].reduce((total, one) => total + one.lines, lines);
    for (const [merchantId, one] of this.#kept) {
      if (sum <= this.#limits.mostLines) return;
      this.#kept.delete(merchantId);
      sum -= one.lines;
    }
  }
}

const keepers = new WeakMap<Db, Keeper>();

/** The index that this process keeps of the actor's merchant, where it is fresh. */
export function keptPostings(ctx: Ctx): Postings | null {
  const keeper = keepers.get(ctx.db) ?? new Keeper();
  keepers.set(ctx.db, keeper);
  return keeper.get(ctx);
}
