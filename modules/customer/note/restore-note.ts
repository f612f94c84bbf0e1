import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { toggleNote } from '../tag/learn-from-notes.ts';
import type { RestoreRefusal } from './errors.ts';
import { MOST_NOTES } from './note.ts';
import { countLive, restoreNoteRow } from './note-store.ts';
import type { NamedNote } from './remove-note.ts';

/** Puts back a note that was taken away by mistake. It ends when it would have ended. */
export function restoreNote(
  ctx: Ctx,
  named: NamedNote,
): Promise<Result<{ noteId: string }, RestoreRefusal | Refusal<'idempotency_key_reused'>>> {
  return inTx<{ noteId: string }, RestoreRefusal>(ctx, {}, async (tx) => {
    await holdCustomers(tx, [named.customerId]);
    if ((await countLive(tx, named.customerId)) >= MOST_NOTES) return refuse('notes_too_many', { most: MOST_NOTES });
    const isBack = await restoreNoteRow(tx, { ...named, role: ctx.actor.role });
    if (!isBack) return refuse('note_not_found');
    await toggleNote(tx, named.noteId);
    return ok({ noteId: named.noteId });
  });
}
