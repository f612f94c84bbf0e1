import type { Role } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { Note } from './note.ts';

export type NoteRow = Omit<Note, 'text'> & { readonly sealed: Buffer };

/** How many notes of a person hold now. Exact while the person is locked. */
export async function countLive(tx: Tx, customerId: string): Promise<number> {
  const { live } = await tx.one<{ live: number }>(sql`
    select count(*)::integer as live from customer_note
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId}
       and removed_at is null and (expires_at is null or expires_at > ${tx.now})`);
  return live;
}

export const insertNote = (tx: Tx, note: NoteRow): Promise<number> =>
  tx.run(sql`
    insert into customer_note
      (merchant_id, note_id, customer_id, kind, body, visible_to, source, expires_at, created_at, created_by)
    values (${tx.merchantId}, ${note.noteId}, ${note.customerId}, ${note.kind}, ${note.sealed},
            ${note.visibleTo}::text[], ${note.source}, ${note.expiresAt}, ${note.createdAt}, ${note.createdBy})`);

export interface NoteOf {
  readonly customerId: string;
  readonly noteId: string;
  /** The role that asks: what it may not read is not there for it. */
  readonly role: Role;
}

/** Takes a note away that stands; answers whether there was one. */
export const removeNoteRow = async (tx: Tx, { customerId, noteId, role }: NoteOf, by: string): Promise<boolean> =>
  (await tx.run(sql`
    update customer_note set removed_at = ${tx.now}, removed_by = ${by}
     where merchant_id = ${tx.merchantId} and note_id = ${noteId} and customer_id = ${customerId}
       and removed_at is null and ${role} = any (visible_to)`)) === 1;

/** Puts a note back that was taken away; answers whether there was one. */
export const restoreNoteRow = async (tx: Tx, { customerId, noteId, role }: NoteOf): Promise<boolean> =>
  (await tx.run(sql`
    update customer_note set removed_at = null, removed_by = null
     where merchant_id = ${tx.merchantId} and note_id = ${noteId} and customer_id = ${customerId}
       and removed_at is not null and ${role} = any (visible_to)`)) === 1;

/** The notes of people that hold now and that the role may read, the oldest first. */
export const liveNotes = (tx: Tx, customerIds: readonly string[], role: Role): Promise<NoteRow[]> =>
  tx.many<NoteRow>(sql`
    select note_id as "noteId", customer_id as "customerId", kind, body as sealed, visible_to as "visibleTo", source,
           expires_at as "expiresAt", created_at as "createdAt", created_by as "createdBy"
      from customer_note
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])
       and removed_at is null and (expires_at is null or expires_at > ${tx.now}) and ${role} = any (visible_to)
     order by customer_id, note_id`);
