import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { addNote } from './add-note.ts';
import { changeProfile } from './change-profile.ts';
import type { Note } from './note.ts';
import { listNotes } from './note-queries.ts';
import { getProfile } from './profile-queries.ts';
import { removeNote } from './remove-note.ts';
import { restoreNote } from './restore-note.ts';

const ONE = '/v1/customers/:customerId';

/** Service notes, and how a person is greeted. */
export const noteRoutes: Route[] = [
  route({
    method: 'GET',
    url: `${ONE}/notes`,
    summary: 'The service notes of a customer that hold now, as far as your role may read them',
    access: 'customer:serve',
    params: contract.CustomerParams,
    answer: contract.NotesView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params }) => {
      const notes = await listNotes(ctx, params.customerId);
      return notes.ok ? ok({ items: notes.value.map(noteView) }) : notes;
    },
  }),
  route({
    method: 'POST',
    url: `${ONE}/notes`,
    summary: 'Write down what staff should know of a customer: seat, portion, allergy',
    access: 'customer:serve',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.NewNote,
    answer: contract.NoteAdded,
    status: 201,
    refusals: ['customer_not_found', 'note_already_over', 'notes_too_many', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body: { expiresAt, ...body } }) =>
      addNote(ctx, { key, ...params, ...body, ...(expiresAt === undefined ? {} : { expiresAt: instant(expiresAt) }) }),
  }),
  route({
    method: 'DELETE',
    url: `${ONE}/notes/:noteId`,
    summary: 'Take a service note away; it can be put back',
    access: 'customer:serve',
    params: contract.NoteParams,
    refusals: ['note_not_found'],
    handle: (ctx, { params }) => removeNote(ctx, params),
  }),
  route({
    method: 'POST',
    url: `${ONE}/notes/:noteId/restoration`,
    summary: 'Put a service note back that was taken away',
    access: 'customer:serve',
    params: contract.NoteParams,
    answer: contract.NoteAdded,
    refusals: ['note_not_found', 'notes_too_many'],
    handle: (ctx, { params }) => restoreNote(ctx, params),
  }),
  route({
    method: 'GET',
    url: `${ONE}/profile`,
    summary: 'The name to say, salutation, birthday and language of a customer',
    access: 'customer:serve',
    params: contract.CustomerParams,
    answer: contract.ProfileView,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => getProfile(ctx, params.customerId),
  }),
  route({
    method: 'PATCH',
    url: `${ONE}/profile`,
    summary: 'Change the profile of a customer: null forgets, what is left out stays',
    access: 'customer:serve',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.ProfileChange,
    answer: contract.ProfileView,
    refusals: ['customer_not_found', 'profile_birthday_invalid', 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => changeProfile(ctx, { key, ...params, change: body }),
  }),
];

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

const noteView = (note: Note): contract.NoteView => ({
  noteId: note.noteId,
  kind: note.kind,
  text: note.text,
  visibleTo: [...note.visibleTo],
  source: note.source,
  expiresAt: note.expiresAt?.toISOString() ?? null,
  createdAt: note.createdAt.toISOString(),
  createdBy: note.createdBy,
});
