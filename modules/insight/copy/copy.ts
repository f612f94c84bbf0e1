import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { systemCtx, type Ctx, type Services } from '@shuke/db';
import { assert } from '@shuke/kernel';
import { ClockMoved } from './apply.ts';
import type { Reader } from './asks.ts';
import { catchUp, Unfollowable } from './catch-up.ts';
import { readState, type CopyState } from './copy-state.ts';
import { CopyFailed, duckAsks } from './duck-reader.ts';
import { copyPath, databaseOf, type Engine } from './engine.ts';
import { fillCopy, removeFile, type FillProgress } from './fill.ts';
import { gate } from './gate.ts';
import { inLine, type Line } from './in-line.ts';
import { progressLog } from './progress-log.ts';
import { rewriteCopy } from './rewrite.ts';

export interface CopyOptions {
  readonly services: Services;
  readonly engine: Engine;
  /** One fill at a time in a process: each keeps both cores busy and a snapshot open. */
  readonly fills: Line;
  readonly footfallEveryMs?: number | undefined;
  /** Is told when it holds something else than before. */
  readonly onChange?: ((copy: MerchantCopy) => void) | undefined;
}

const FOOTFALL_EVERY_MS = 60_000;

/** The copy of one merchant, in this process. What opens, writes or replaces its file is done one after the other. */
export class MerchantCopy {
  readonly merchantId: string;
  readonly path: string;
  readonly #options: CopyOptions;
  readonly #ctx: Ctx;
  readonly #names: { readonly database: string; readonly half: string };
  readonly #line = inLine();
  readonly #readers = gate();
  #state: CopyState | null = null;
  #isOpen = false;
  #progress: FillProgress | null = null;
  #freshAt = -Infinity;
  #footfallAt = -Infinity;
  #askedAt = performance.now();

  constructor(merchantId: string, options: CopyOptions) {
    const database = databaseOf(merchantId);
    this.merchantId = merchantId;
    this.path = copyPath(options.engine.dir, merchantId);
    this.#options = options;
    this.#ctx = systemCtx(options.services, merchantId);
    this.#names = { database, half: `${database}_half` };
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** True where its file lies there, so that to open it takes milliseconds. */
  get isMade(): boolean {
    return this.#progress === null && existsSync(this.path);
  }

  /** Up to which event it holds what happened, as was last seen; null before it was opened. */
  get position(): number | null {
    return this.#state?.position ?? null;
  }

  /** When what it holds was so; null before it was opened. */
  get freshAt(): Date | null {
    return this.#state?.freshAt ?? null;
  }

  /** How far its making is, while it is made. */
  get progress(): FillProgress | null {
    return this.#progress;
  }

  /** Milliseconds since it was last known to hold all that was stamped, and since somebody asked it. */
  get idle(): { readonly sinceFreshMs: number; readonly sinceAskedMs: number } {
    const now = performance.now();
    return { sinceFreshMs: now - this.#freshAt, sinceAskedMs: now - this.#askedAt };
  }

  /** Whether there is something to read that no event will tell again. */
  get isDue(): boolean {
    return this.#state?.footfallDue === true && this.#mayReadFootfall(performance.now());
  }

  #mayReadFootfall(now: number): boolean {
    return now - this.#footfallAt >= (this.#options.footfallEveryMs ?? FOOTFALL_EVERY_MS);
  }

  /** Whether something opens, writes or replaces its file just now, or is about to. */
  get isBusy(): boolean {
    return this.#line.isBusy();
  }

  /** Brings it to where PostgreSQL is now; opens it before, and makes it where there is no file, or none that can be used. */
  follow(): Promise<void> {
    return this.#line.add(async () => {
      if (this.#isOpen && !existsSync(this.path)) await this.#detach();
      if (!this.#isOpen) await this.#open();
      await this.#catchUp();
    });
  }

  /** Nothing was stamped after its position as of an instant. */
  holdsAllAt(instant: Date): void {
    if (!this.#isOpen || !this.#state || instant < this.#state.freshAt) return;
    this.#state = { ...this.#state, freshAt: instant };
    this.#freshAt = performance.now();
  }

  /** Makes it anew; what it held until then answers meanwhile. */
  rebuild(): Promise<void> {
    return this.#line.add(() => this.#fill());
  }

  close(): Promise<void> {
    return this.#line.add(async () => {
      if (this.#isOpen) await this.#detach();
    });
  }

  /** One state of it. Throws `CopyFailed` where it is not open, or the engine fails. */
  read<T>(ctx: Ctx, read: (reader: Reader) => Promise<T>): Promise<T> {
    this.#askedAt = performance.now();
    return this.#readers.through(async () => {
      const duck = await this.#options.engine.connect(this.#names.database);
      try {
        await duck.run('begin transaction read only');
        const held = await readState(duck);
        if (!held) throw new CopyFailed('the file is no copy');
        // While nothing new was stamped in PostgreSQL, what is held stays as fresh as the last look there.
        const freshAt = this.#state?.position === held.position ? this.#state.freshAt : held.freshAt;
        const { position } = held;
        const asks = duckAsks(duck, this.merchantId);
        return await read({ ...asks, engine: 'duckdb', position, freshAt, now: ctx.clock.now() });
      } finally {
        duck.closeSync();
      }
    });
  }

  async #open(): Promise<void> {
    const { services, engine } = this.#options;
    if (existsSync(this.path)) {
      try {
        if (await this.#attach()) return;
        services.log.info({ merchantId: this.merchantId }, 'a copy for insight has another shape and is made anew');
      } catch (error) {
        const said = { merchantId: this.merchantId, error: (error as Error).message };
        services.log.warn(said, 'a copy for insight cannot be used and is made anew');
      }
      await engine.detach(this.#names.database).catch(() => {});
    }
    await this.#fill();
  }

  /** Attaches the file; answers whether it is a copy of today's shape. */
  async #attach(): Promise<boolean> {
    const { engine } = this.#options;
    await engine.attach(this.path, this.#names.database);
    const duck = await engine.connect(this.#names.database);
    try {
      this.#state = await readState(duck);
    } finally {
      duck.closeSync();
    }
    if (!this.#state) return false;
    this.#isOpen = true;
    this.#readers.open();
    return true;
  }

  async #detach(): Promise<void> {
    this.#isOpen = false;
    await this.#readers.shut();
    await this.#options.engine.detach(this.#names.database);
  }

  get #halfPath(): string {
    return `${this.path}.half`;
  }

  /** Puts the file that was made beside in the place of the one that answers. */
  async #adopt(): Promise<void> {
    if (this.#isOpen) await this.#detach();
    assert(!existsSync(`${this.#halfPath}.wal`), 'what was written stands in the file itself');
    await removeFile(this.path);
    await rename(this.#halfPath, this.path);
    assert(await this.#attach(), 'a file that was just made is a copy');
  }

  #fill(): Promise<void> {
    const { services, engine, fills } = this.#options;
    return fills.add(async () => {
      const began = performance.now();
      const tell = progressLog(services.log, this.merchantId);
      const onProgress = (progress: FillProgress): void => tell((this.#progress = progress));
      onProgress({ lines: 0, linesTotal: 0 });
      try {
        const half = { engine, path: this.#halfPath, database: this.#names.half };
        const lines = await fillCopy(this.#ctx, { ...half, onProgress });
        await this.#adopt();
        this.#freshAt = began;
        this.#options.onChange?.(this);
        const seconds = Math.round((performance.now() - began) / 100) / 10;
        services.log.info({ merchantId: this.merchantId, lines, seconds }, 'the copy for insight is filled');
      } finally {
        this.#progress = null;
      }
    });
  }

  async #catchUp(): Promise<void> {
    const { services, engine } = this.#options;
    const { database } = this.#names;
    const began = performance.now();
    const withFootfall = this.#mayReadFootfall(began);
    const before = this.position;
    try {
      this.#state = await catchUp(this.#ctx, { engine, database, withFootfall });
    } catch (error) {
      if (!(error instanceof Unfollowable) && !(error instanceof ClockMoved)) throw error;
      services.log.info({ merchantId: this.merchantId, because: error.message }, 'the copy for insight is made anew');
      return this.#fill();
    }
    this.#freshAt = began;
    if (withFootfall) this.#footfallAt = began;
    if (this.position !== before) this.#options.onChange?.(this);
    if (!this.#state.rewriteDue) return;
    await rewriteCopy({ engine, database, path: this.#halfPath, newDatabase: this.#names.half });
    await this.#adopt();
    services.log.info({ merchantId: this.merchantId }, 'the copy for insight was rewritten after an erasure');
  }
}
