import { setImmediate } from 'node:timers/promises';
import type { Statement } from '@shuke/db';
import { assert, type Ids, idsOf } from '@shuke/kernel';
import type { Asks } from '../copy/asks.ts';

/** The answer to a statement column by column. */
export interface Columns {
  readonly rows: number;
  /** Numbers, none of them null. */
  numbers(name: string): ArrayLike<number>;
  /** Ids, four words each. */
  ids(name: string): Ids;
}

/** An engine that gives columns itself, where a million rows would be a million objects. */
export interface Columnar {
  columns(statement: Statement): Promise<Columns>;
  /** The same in pieces of a few thousand rows, as the engine makes them: nobody ever holds the whole. */
  blocks(statement: Statement): AsyncIterable<Columns>;
}

const isColumnar = (asks: Asks | Columnar): asks is Asks & Columnar => 'columns' in asks;

export const columnsOf = async (asks: Asks, statement: Statement): Promise<Columns> =>
  isColumnar(asks) ? asks.columns(statement) : columnsOfRows(await asks.many(statement));

// Texts of ids become words in 2 µs each.
const BLOCK_ROWS = 4_000;

/** The answer in pieces, the columns of which are to be read before the next piece is asked for. */
export async function* blocksOf(asks: Asks, statement: Statement): AsyncGenerator<Columns> {
  if (isColumnar(asks)) return yield* asks.blocks(statement);
  const rows = await asks.many<Row>(statement);
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    yield columnsOfRows(rows.slice(from, from + BLOCK_ROWS));
    // Whoever else waits for this thread has a turn.
    await setImmediate();
  }
}

type Row = Readonly<Record<string, number | string>>;

function columnsOfRows(rows: readonly Row[]): Columns {
  const column = (name: string) => rows.map((row) => row[name]);
  return {
    rows: rows.length,
    numbers: (name) => {
      const values = column(name);
      assert(
        values.every((value) => typeof value === 'number'),
        `${name} is a column of numbers`,
      );
      return values as number[];
    },
    ids: (name) => idsOf(column(name) as string[]),
  };
}
