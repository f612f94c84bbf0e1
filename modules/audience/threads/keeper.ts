import type { Ctx, Db } from '@shuke/db';
import { withReader } from '@shuke/insight';
import { countLines } from '../postings/names-queries.ts';
import { Crew, type Index } from './crew.ts';

export interface KeeperLimits {
  /** Below so many lines SQL on the copy answers as quickly, and is fresher. */
  readonly leastLines: number;
  /** What all indexes of a process have together: they take up to 40 bytes a line, and while one is made as much again. */
  readonly mostLines: number;
  /** From this age on an index is made anew; meanwhile SQL answers. */
  readonly mostAgeMs: number;
}

const LIMITS: KeeperLimits = { leastLines: 200_000, mostLines: 20_000_000, mostAgeMs: 60_000 };

/** An index, and of when the state is that it was made from. */
export interface Fresh {
  readonly index: Index;
  readonly position: number;
  readonly freshAt: Date;
}

interface Kept {
  readonly fresh: Fresh | null;
  readonly madeAt: number;
}

/** The indexes of a process, one a merchant that asks. */
export class Keeper {
  readonly #limits: KeeperLimits;
  readonly #crew: Crew;
  readonly #kept = new Map<string, Kept>();
  #building: Promise<void> | null = null;

  constructor(limits: KeeperLimits = LIMITS, crew: Crew = new Crew()) {
    this.#limits = limits;
    this.#crew = crew;
  }

  /** The index of the actor's merchant, or null where there is none, or an old one. Then it is begun. */
  get(ctx: Ctx): Fresh | null {
    const { merchantId } = ctx.actor;
    const kept = this.#kept.get(merchantId);
    const isYoung = kept !== undefined && performance.now() - kept.madeAt < this.#limits.mostAgeMs;
    if (!isYoung) this.#begin(ctx);
    return isYoung ? kept.fresh : null;
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

  /** Forgets an index that does not answer, so that another is made. */
  forget(ctx: Ctx): void {
    this.#kept.delete(ctx.actor.merchantId);
  }

  async #build(ctx: Ctx): Promise<void> {
    const { merchantId } = ctx.actor;
    const before = this.#kept.get(merchantId)?.fresh;
    const fresh = await withReader(ctx, async (reader): Promise<Fresh | null> => {
      // Without a copy a pass over all lines would be PostgreSQL's to make.
      if (reader.engine !== 'duckdb') return null;
      const { position, freshAt } = reader;
      if (before?.position === position) return { ...before, freshAt };
      const lines = await countLines(reader);
      if (lines < this.#limits.leastLines || lines > this.#limits.mostLines) return null;
      return { index: await this.#crew.build(reader), position, freshAt };
    });
    this.#kept.delete(merchantId);
    if (before && before.index !== fresh?.index) before.index.drop();
    this.#makeRoom(fresh?.index.lines ?? 0);
    this.#kept.set(merchantId, { fresh, madeAt: performance.now() });
  }

  /** Those that were made first go first. */
  #makeRoom(lines: number): void {
    let sum = [...this.#kept.values()].reduce((total, { fresh }) => total + (fresh?.index.lines ?? 0), lines);
    for (const [merchantId, { fresh }] of this.#kept) {
      if (sum <= this.#limits.mostLines) return;
      this.#kept.delete(merchantId);
      fresh?.index.drop();
      sum -= fresh?.index.lines ?? 0;
    }
  }
}

const keepers = new WeakMap<Db, Keeper>();

/** What this process keeps of the actor's merchant and of others. */
export function keeperOf({ db }: Ctx): Keeper {
  const keeper = keepers.get(db) ?? new Keeper();
  keepers.set(db, keeper);
  return keeper;
}
