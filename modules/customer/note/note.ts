import type { NoteKind, NoteSource, Role } from '@shuke/contract';
import { DAY_MS } from '@shuke/kernel';

/** What staff should know when they serve a person. */
export interface Note {
  readonly noteId: string;
  readonly customerId: string;
  readonly kind: NoteKind;
  readonly text: string;
  readonly visibleTo: readonly Role[];
  readonly source: NoteSource;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** So many live notes a person: more than that nobody reads while a guest waits. */
export const MOST_NOTES = 50;

const SERVING: readonly Role[] = ['owner', 'cashier', 'guide'];

/** Whom a note is for: those who serve unless told, and the owner always. */
export const readersOf = (asked: readonly Role[] | undefined): Role[] => [
  ...new Set<Role>(asked ? ['owner', ...asked] : SERVING),
];

// What a person is stays; how they like to sit or eat is asked again after a year.
const LASTING: readonly NoteKind[] = ['handedness', 'allergy', 'address'];

/** Until when a note holds. */
export function expiryOf(kind: NoteKind, asked: Date | null | undefined, now: Date): Date | null {
  if (asked !== undefined) return asked;
  return LASTING.includes(kind) ? null : new Date(now.getTime() + 365 * DAY_MS);
}
