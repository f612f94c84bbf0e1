import type { Columns } from '@shuke/insight';
import { assert, must } from '@shuke/kernel';
import type { TableName } from '../postings/tables.ts';
import type { Piece } from './messages.ts';

interface Letter {
  readonly piece: Piece;
  /** Tells the sender that it has been opened, and that another may come. */
  readonly opened: () => void;
}

/** The pieces of tables that a thread has been sent and has not yet looked at. */
export class Inbox {
  readonly #letters: Letter[] = [];
  #wake: (() => void) | null = null;
  #isClosed = false;

  put(letter: Letter): void {
    this.#letters.push(letter);
    this.#wake?.();
  }

  /** No piece is looked at any more: who waits for one fails, and who sent one is not left waiting. */
  close(): void {
    this.#isClosed = true;
    for (const { opened } of this.#letters.splice(0)) opened();
    this.#wake?.();
  }

  async *blocks(table: TableName): AsyncGenerator<Columns> {
    for (let piece = await this.#next(); ; piece = await this.#next()) {
      assert(piece.table === table, `${table} is sent when it is asked for`);
      if (piece.columns === null) return;
      yield columnsOf(piece.rows, piece.columns);
    }
  }

  async #next(): Promise<Piece> {
    while (this.#letters.length === 0) {
      if (this.#isClosed) throw new Error('the index was dropped while it was made');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const { piece, opened } = this.#letters.shift()!;
    opened();
    return piece;
  }
}

function columnsOf(rows: number, columns: NonNullable<Piece['columns']>): Columns {
  const column = (name: string) => must(columns[name], `a piece has ${name}`);
  return { rows, numbers: column, ids: (name) => column(name) as Uint32Array };
}
