import { inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { toggleNote } from '../tag/learn-from-notes.ts';
import { removeNoteRow } from './note-store.ts';

export interface NamedNote {
  readonly customerId: string;
  readonly noteId: string;
}

type NotFound = Refusal<'note_not_found'>;

/** Takes a note away; `restoreNote` undoes it. A note that the role may not read is not found. */
export function removeNote(
  ctx: Ctx,
  named: NamedNote,
): Promise<Result<null, NotFound | Refusal<'idempotency_key_reused'>>> {
  const { id, role } = ctx.actor;
  return inTx<null, NotFound>(ctx, {}, async (tx) => {
    // Held first, as whoever adds does, so that the two never wait for each other crosswise.
    await holdCustomers(tx, [named.customerId]);
    if (!(await removeNoteRow(tx, { ...named, role }, id))) return refuse('note_not_found');
    await toggleNote(tx, named.noteId);
    return ok(null);
  });
}
