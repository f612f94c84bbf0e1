import { PassThrough, type Readable } from 'node:stream';
import type { TouchpointKind } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { must, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import { touchpointPage } from '../touchpoint-store.ts';
import { NO_ID } from '../touchpoint-queries.ts';
import type { SheetItem } from './sheet.ts';
import { inviteOf } from './sheet-words.ts';

/** Codes on one sheet at most: fifty pages. */
export const MOST_ON_SHEET = 300;

export interface PrintSheet {
  readonly storeId?: string | undefined;
  readonly kind?: TouchpointKind | undefined;
  /** Where guests reach this server, `https://shop.example`. */
  readonly baseUrl: string;
}

/** A sheet of the codes of the touchpoints that are switched on, to print, cut out and hang up. */
export async function printSheet(
  ctx: Ctx,
  wanted: PrintSheet,
): Promise<Result<{ stream: Readable; fileName: string }, Refusal<'not_found'>>> {
  const items = await inRead(ctx, (tx) => itemsOf(tx, wanted));
  if (!items) return refuse('not_found');
  // Drawing takes a library that is slow to load, and most processes never draw: it is not read at every start.
  const { drawSheet } = await import('./sheet.ts');
  // Node's own stream: the library's answers to fewer calls than the server makes of one.
  const stream = drawSheet(items, ctx.clock.now()).pipe(new PassThrough());
  return ok({ stream, fileName: 'touchpoints.pdf' });
}

async function itemsOf(tx: Tx, { storeId, kind, baseUrl }: PrintSheet): Promise<SheetItem[] | null> {
  if (storeId !== undefined && !(await readStore(tx, storeId))) return null;
  const { name, locale } = await merchantSettings(tx);
  const rows = await touchpointPage(tx, { storeId, kind, after: NO_ID, limit: MOST_ON_SHEET });
  const shown = rows.filter(({ active }) => active);
  const storeIds = [...new Set(shown.flatMap((row) => row.storeId ?? []))];
  const titles = new Map<string | null, string>([[null, name]]);
  for (const id of storeIds) titles.set(id, (await readStore(tx, id))?.name ?? name);
  return shown.map((row) => ({
    title: must(titles.get(row.storeId), 'each store was read'),
    label: row.label,
    invite: inviteOf(row.kind, locale),
    // Capitals make a smaller code: QR has a denser alphabet without small letters.
    url: `${baseUrl}/t/${row.code}`,
  }));
}
