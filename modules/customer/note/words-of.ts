import type { ProfileView } from '@shuke/contract';
import type { Ctx, Tx } from '@shuke/db';
import { WORDS_PURPOSE, type SealedText } from '../personal-text.ts';
import { readPersonKeys } from '../privacy/person-key-store.ts';
import { openPersonal } from '../privacy/person-keys.ts';
import type { Note } from './note.ts';
import { openNotes } from './note-queries.ts';
import { liveNotes } from './note-store.ts';
import { openProfiles } from './profile-queries.ts';
import { readProfiles } from './profile-store.ts';

/** What is written about people: how they are greeted, by customer id, and the notes that hold now. */
export interface Words {
  readonly profiles: ReadonlyMap<string, ProfileView>;
  readonly notes: readonly Note[];
}

/**
 * The words about people, as far as the actor's role may read them. Their keys are read together with what they open, so
 * that a till waits for the database once.
 */
export async function wordsOf({ actor: { role } }: Ctx, tx: Tx, customerIds: readonly string[]): Promise<Words> {
  const [profiles, notes, keys] = await Promise.all([
    readProfiles(tx, customerIds),
    liveNotes(tx, customerIds, role),
    readPersonKeys(tx, customerIds),
  ]);
  const open = async (rows: readonly SealedText[]): Promise<string[]> => {
    const texts = rows.map(({ customerId, sealed }) => ({ customerId, purpose: WORDS_PURPOSE, sealed }));
    return (await openPersonal(tx, texts, keys)).map((text) => text ?? '');
  };
  const reader = { role, open };
  return { profiles: await openProfiles(profiles, reader), notes: await openNotes(notes, reader) };
}
