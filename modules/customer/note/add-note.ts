import type { NewNote } from '@shuke/contract';
import { inTx, type Ctx } from '@shuke/db';
import { newId, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { sealText } from '../personal-text.ts';
import { learnFromNote } from '../tag/learn-from-notes.ts';
import type { AddNoteRefusal } from './errors.ts';
import { expiryOf, MOST_NOTES, readersOf, type Note } from './note.ts';
import { countLive, insertNote } from './note-store.ts';

export interface AddNote extends Omit<NewNote, 'expiresAt'> {
  readonly key: string;
  readonly customerId: string;
  /** Null: never; left out, as the kind of note has it. */
  readonly expiresAt?: Date | null;
}

/** Writes down what staff should know of a person. At most 50 notes hold at a time. */
export function addNote(
  ctx: Ctx,
  cmd: AddNote,
): Promise<Result<{ noteId: string }, AddNoteRefusal | Refusal<'idempotency_key_reused'>>> {
  const { key, customerId, text, kind } = cmd;
  // What a key remembers of the words is their keyed hash.
  const input = { ...cmd, text: ctx.vault.hash(ctx.actor.merchantId, 'note', text).toString('hex') };
  return inTx<{ noteId: string }, AddNoteRefusal>(ctx, { key, input }, async (tx) => {
    if (!(await holdCustomers(tx, [customerId])).has(customerId)) return refuse('customer_not_found', { customerId });
    const expiresAt = expiryOf(kind, cmd.expiresAt, tx.now);
    if (expiresAt !== null && expiresAt <= tx.now) return refuse('note_already_over');
    if ((await countLive(tx, customerId)) >= MOST_NOTES) return refuse('notes_too_many', { most: MOST_NOTES });
    const note: Note = {
      noteId: newId(),
      customerId,
      kind,
      text,
      visibleTo: readersOf(cmd.visibleTo),
      source: cmd.source ?? 'staff',
      expiresAt,
      createdAt: tx.now,
      createdBy: ctx.actor.id,
    };
    await insertNote(tx, { ...note, sealed: await sealText(ctx, tx, note) });
    // What holds for a time only would teach what lasts.
    if (expiresAt === null) await learnFromNote(tx, { ...note, isOfAllergies: kind === 'allergy' });
    return ok({ noteId: note.noteId });
  });
}
