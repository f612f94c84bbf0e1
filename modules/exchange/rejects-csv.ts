import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { inRead, type Ctx } from '@shuke/db';
import { inertCell } from '@shuke/kernel';
import * as store from './import-store.ts';
import { REASON_SAYS } from './says.ts';

const HEADINGS = ['row', 'column', 'reason', 'says'];

/** The rejected rows of an import as CSV: the line of the file, the column and why. UTF-8 with a mark, as Excel needs. */
export function rejectsCsv(ctx: Ctx, importId: string): Readable {
  return Readable.from(pages(ctx, importId), { objectMode: false });
}

async function* pages(ctx: Ctx, importId: string): AsyncGenerator<string> {
  yield `\uFEFF${stringify([HEADINGS])}`;
  for (let after = 0; ;) {
    const rejects = await inRead(ctx, (tx) => store.rejectsAfter(tx, importId, after));
    if (rejects.length === 0) return;
    yield stringify(rejects.map(({ row, column, reason }) => [row, inertCell(column), reason, REASON_SAYS[reason]]));
    after = rejects.at(-1)!.row;
  }
}

/** Writes the rejected rows of an import to a file. */
export const writeRejects = (ctx: Ctx, importId: string, path: string): Promise<void> =>
  pipeline(rejectsCsv(ctx, importId), createWriteStream(path, { mode: 0o600 }));
