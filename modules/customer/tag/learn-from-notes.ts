import type { Tx } from '@shuke/db';
import { evidenceOfSaid } from './evidence-of-said.ts';
import { cancellationOf } from './learn-from-orders.ts';
import { learn } from './learn.ts';
import { lexiconOf } from './set-word.ts';
import { evidenceOfNote } from './tag-store.ts';
import { parseNote } from './words/parse-note.ts';

/** A note as far as it teaches something. */
export interface LearnableNote {
  readonly noteId: string;
  readonly customerId: string;
  readonly text: string;
  readonly isOfAllergies: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** Learns the tastes, avoidances and allergies that staff wrote down in words. */
export async function learnFromNote(tx: Tx, note: LearnableNote): Promise<void> {
  const said = parseNote(note.text, { words: await lexiconOf(tx), ofAllergies: note.isOfAllergies });
  const from = { customerId: note.customerId, happenedAt: note.createdAt, source: 'note' } as const;
  const rows = said.map((one) => ({ ...evidenceOfSaid(one, from), noteId: note.noteId, staffId: note.createdBy }));
  await learn(tx, rows);
}

/** Unlearns what a note taught when it is taken away; called again when it is put back, learns it again. */
export async function toggleNote(tx: Tx, noteId: string): Promise<void> {
  const rows = await evidenceOfNote(tx, noteId);
  const cancelled = new Set(rows.map(({ cancels }) => cancels));
  // What nothing cancels yet is what was done last: the words themselves, or their last cancellation.
  await learn(
    tx,
    rows.filter(({ evidenceId }) => !cancelled.has(evidenceId)).map((row) => cancellationOf(row, tx.now)),
  );
}
