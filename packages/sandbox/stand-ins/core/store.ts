import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Rows that outlive the process, one SQLite file a folder. Everything is in memory too: a street's day is some ten thousand
 * trades. The write-ahead log is not flushed to the disk, since what is to be survived is a killed process, not a power cut.
 */
export class Store {
  readonly #database: DatabaseSync;
  readonly #put: StatementSync;
  readonly #shelves = new Map<string, Shelf<never>>();

  /** `dir` null keeps the rows in memory only. */
  constructor(dir: string | null) {
    if (dir !== null) mkdirSync(dir, { recursive: true });
    this.#database = new DatabaseSync(dir === null ? ':memory:' : join(dir, 'stand-ins.sqlite'));
    this.#database.exec(`pragma journal_mode = wal; pragma synchronous = off;
      create table if not exists row (shelf text, key text, body text, primary key (shelf, key)) without rowid`);
    this.#put = this.#database.prepare('insert or replace into row (shelf, key, body) values (?, ?, ?)');
  }

  /** The one shelf of this name. */
  shelf<Row>(name: string): Shelf<Row> {
    const shelf = (this.#shelves.get(name) as Shelf<Row> | undefined) ?? this.#read<Row>(name);
    this.#shelves.set(name, shelf as unknown as Shelf<never>);
    return shelf;
  }

  #read<Row>(name: string): Shelf<Row> {
    const rows = this.#database.prepare('select key, body from row where shelf = ?').all(name);
    const kept = rows.map(({ key, body }) => [String(key), JSON.parse(String(body)) as Row] as const);
    return new Shelf(kept, (key, body) => void this.#put.run(name, key, body));
  }

  close(): void {
    this.#database.close();
  }
}

/** One kind of rows by key. A row that was put is kept before `put` returns, and so before anybody is answered. */
export class Shelf<Row> {
  readonly #rows: Map<string, Row>;
  readonly #keep: (key: string, body: string) => void;

  constructor(rows: readonly (readonly [string, Row])[], keep: (key: string, body: string) => void) {
    this.#rows = new Map(rows);
    this.#keep = keep;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  put(key: string, row: Row): Row {
    this.#keep(key, JSON.stringify(row));
    this.#rows.set(key, row);
    return row;
  }

  all(): Row[] {
    return [...this.#rows.values()];
  }
}
