import type { NoteKind, Role } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { openTexts, type SealedText } from '../personal-text.ts';
import { shownTo } from '../privacy/mask.ts';
import type { Note } from './note.ts';
import { liveNotes, type NoteRow } from './note-store.ts';
import type { Reader } from './profile-queries.ts';

/** The notes of people that hold now, as far as the actor's role may read them. */
export async function notesOf(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<Note[]> {
  const { role } = ctx.actor;
  const open = (rows: readonly SealedText[]): Promise<string[]> => openTexts(ctx, tx, rows);
  return openNotes(await liveNotes(tx, customerIds, role), { role, open });
}

/** Those notes of some that a role may read. */
export async function openNotes(all: readonly NoteRow[], { role, open }: Reader): Promise<Note[]> {
  const rows = all.filter(({ kind }) => mayRead(role, kind));
  const texts = await open(rows);
  return rows.map((row, i) => noteOf(row, texts[i] ?? ''));
}

const noteOf = (row: NoteRow, text: string): Note => ({
  noteId: row.noteId,
  customerId: row.customerId,
  kind: row.kind,
  text,
  visibleTo: row.visibleTo,
  source: row.source,
  expiresAt: row.expiresAt,
  createdAt: row.createdAt,
  createdBy: row.createdBy,
});

const mayRead = (role: Role, kind: NoteKind): boolean =>
  shownTo(role, kind === 'allergy' ? 'allergy' : 'note') === 'full';

/** The notes of one person, or `customer_not_found`. */
export function listNotes(ctx: Ctx, customerId: string): Promise<Result<Note[], Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
    return known.has(customerId) ? ok(await notesOf(ctx, tx, [customerId])) : refuse('customer_not_found');
  });
}
