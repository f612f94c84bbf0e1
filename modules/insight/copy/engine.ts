import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { assert, isUuid } from '@shuke/kernel';

export interface EngineOptions {
  /** Where the files of the copies are, one a merchant. */
  readonly dir: string;
  /** What all open copies together may hold in memory. What a question needs beyond it goes to files beside the copies. */
  readonly memoryMb: number;
  readonly threads: number;
  /** How often footfall is read at most, which is read whole when it has changed; a minute unless told. */
  readonly footfallEveryMs?: number;
}

/** One DuckDB for all copies of a process: a single limit of memory and threads, with the merchants' files attached to it. */
export interface Engine {
  readonly dir: string;
  /** Fires when the process goes down: what takes long stops between two of its steps. */
  readonly stopping: AbortSignal;
  interrupt(): void;
  /** A connection that sees the copy of one merchant, and that `closeSync` ends. */
  connect(database?: string): Promise<DuckDBConnection>;
  attach(file: string, database: string): Promise<void>;
  /** Lets go of a file; who still reads it finishes first, and DuckDB closes it behind them. */
  detach(database: string): Promise<void>;
  close(): void;
}

// What makes the same text mean the same on both engines: 7 / 2 is 3, and nulls come last, or first from the top.
const SESSION = `set integer_division = true; set default_null_order = 'postgres'; set TimeZone = 'UTC'`;

/** Opens DuckDB so that it loads no extension by itself and reaches no file outside its folder. */
export async function openEngine({ dir, memoryMb, threads }: EngineOptions): Promise<Engine> {
  const spill = join(dir, 'spill');
  rmSync(spill, { recursive: true, force: true });
  mkdirSync(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    autoload_known_extensions: 'false',
    autoinstall_known_extensions: 'false',
    memory_limit: `${memoryMb}MiB`,
    threads: `${threads}`,
    temp_directory: spill,
    preserve_insertion_order: 'false',
  });
  const keeper = await instance.connect();
  await keeper.run(`set allowed_directories = ['${quoted(dir)}']; set enable_external_access = false`);
  const stopping = new AbortController();
  return {
    dir,
    stopping: stopping.signal,
    interrupt: () => stopping.abort(),
    connect: async (database) => {
      const connection = await instance.connect();
      await connection.run(database === undefined ? SESSION : `${SESSION}; use ${database}`);
      return connection;
    },
    attach: async (file, database) => void (await keeper.run(`attach '${quoted(file)}' as ${database}`)),
    detach: async (database) => void (await keeper.run(`detach ${database}`)),
    close: () => {
      keeper.closeSync();
      instance.closeSync();
    },
  };
}

/** The name under which a merchant's file is attached. */
export function databaseOf(merchantId: string): string {
  assert(isUuid(merchantId), 'a merchant id is a UUID');
  return `m_${merchantId.replaceAll('-', '')}`;
}

/** Where a merchant's copy is. */
export const copyPath = (dir: string, merchantId: string): string => join(dir, `${merchantId}.duckdb`);

export const quoted = (text: string): string => text.replaceAll("'", "''");

/** Whether another process holds the file. DuckDB says so in words alone. */
export const isHeldElsewhere = (error: unknown): boolean => /could not set lock/i.test((error as Error).message);
