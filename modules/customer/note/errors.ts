import type { Refusal } from '@shuke/kernel';

/** Why a note is not added, in the order in which the reasons are looked for. */
export type AddNoteRefusal = Refusal<'customer_not_found' | 'note_already_over' | 'notes_too_many'>;

export type RestoreRefusal = Refusal<'note_not_found' | 'notes_too_many'>;

export type ProfileRefusal = Refusal<'customer_not_found' | 'profile_birthday_invalid'>;
