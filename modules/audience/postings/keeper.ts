import type { Ctx, Db } from '@shuke/db';
import { withReader } from '@shuke/insight';
import { buildPostings, countLines } from './build.ts';
import type { Postings } from './postings.ts';

/** Below so many lines SQL on the copy answers as quickly, and is fresher. */
const LEAST_LINES = 200_000;
/** All indexes of a process together: 22 bytes a line and 12 an order, and the people. */
const MOST_LINES = 20_000_000;
/** From this age on an index is made anew; meanwhile SQL answers. */
const MOST_AGE_MS = 60_000;

interface Kept {
  readonly postings: Postings | null;
  readonly lines: number;
  readonly madeAt: number;
}

class Keeper {
  readonly #kept = new Map<string, Kept>();
  #isBuilding = false;

  /** The index of the actor's merchant, or null where there is none, or an old one. Then it is begun. */
  get(ctx: Ctx): Postings | null {
    const { merchantId } = ctx.actor;
    const kept = this.#kept.get(merchantId);
    const isYoung = kept !== undefined && performance.now() - kept.madeAt < MOST_AGE_MS;
    if (!isYoung) this.#begin(ctx);
    return isYoung ? kept.postings : null;
  }

  /** One at a time: each reads the whole copy. */
  #begin(ctx: Ctx): void {
    const { merchantId } = ctx.actor;
    if (this.#isBuilding) return;
    this.#isBuilding = true;
    void this.#build(ctx)
      .catch((error: unknown) =>
        ctx.log.warn({ merchantId, error: (error as Error).message }, 'the index of audiences was not made'),
      )
      .finally(() => {
        this.#isBuilding = false;
      });
  }

  async #build(ctx: Ctx): Promise<void> {
    const { merchantId } = ctx.actor;
    const before = this.#kept.get(merchantId)?.postings;
    const kept = await withReader(ctx, async (reader): Promise<Kept> => {
      const nothing = { postings: null, lines: 0, madeAt: performance.now() };
      // Without a copy a pass over all lines would be PostgreSQL's to make.
      if (reader.engine !== 'duckdb') return nothing;
      if (before?.position === reader.position) {
        return { ...nothing, postings: { ...before, freshAt: reader.freshAt }, lines: before.lines.order.length };
      }
      const lines = await countLines(reader);
      if (lines < LEAST_LINES || lines > MOST_LINES) return nothing;
      return { ...nothing, postings: await buildPostings(reader), lines };
    });
    this.#kept.delete(merchantId);
    this.#makeRoom(kept.lines);
    this.#kept.set(merchantId, { ...kept, madeAt: performance.now() });
  }

  /** Those that were made first go first. */
  #makeRoom(lines: number): void {
    let sum = [...this.#kept.values()].reduce((total, one) => total + one.lines, lines);
    for (const [merchantId, one] of this.#kept) {
      if (sum <= MOST_LINES) return;
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
