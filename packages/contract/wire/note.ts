import { Type, type Static } from 'typebox';
import { STAFF_ROLES } from './merchant.ts';
import { Id, Instant } from '../wire.ts';

export const NOTE_KINDS = ['seat', 'handedness', 'portion', 'allergy', 'address', 'other'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const NOTE_SOURCES = ['staff', 'guest', 'import'] as const;
export type NoteSource = (typeof NOTE_SOURCES)[number];

export const SALUTATIONS = ['mr', 'ms', 'mx', 'dr', 'teacher', 'boss'] as const;
export type Salutation = (typeof SALUTATIONS)[number];

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);
const Roles = Type.Array(Type.Enum([...STAFF_ROLES]), { minItems: 1, uniqueItems: true });

export const NewNote = Type.Object(
  {
    kind: Type.Enum([...NOTE_KINDS]),
    text: Type.String({ minLength: 1, maxLength: 500 }),
    visibleTo: Type.Optional(Roles),
    expiresAt: Type.Optional(
      orNull(
        Type.String({
          format: 'date-time',
          description: 'Null: never. Unless told, how to seat and serve ends in a year',
        }),
      ),
    ),
    source: Type.Optional(Type.Enum([...NOTE_SOURCES])),
  },
  closed,
);
export type NewNote = Static<typeof NewNote>;

export const NoteView = Type.Object({
  noteId: Id,
  kind: Type.Enum([...NOTE_KINDS]),
  text: Type.String(),
  visibleTo: Type.Array(Type.String()),
  source: Type.String(),
  expiresAt: orNull(Instant),
  createdAt: Instant,
  createdBy: Id,
});
export type NoteView = Static<typeof NoteView>;

export const NoteAdded = Type.Object({ noteId: Id });
export const NotesView = Type.Object({ items: Type.Array(NoteView) });
export const NoteParams = Type.Object({ customerId: Id, noteId: Id });

// No star: a name that was masked for one role must not come back as the name.
const PersonName = Type.String({
  minLength: 1,
  maxLength: 60,
  pattern: '^[^\\p{C}\\p{Z}*]([^\\p{C}*]*[^\\p{C}\\p{Z}*])?$',
});
const Birthday = Type.String({
  pattern: '^(\\d{4}|-)-\\d{2}-\\d{2}$',
  description: 'YYYY-MM-DD, or --MM-DD where the year is not known',
});

export const ProfileChange = Type.Object(
  {
    name: Type.Optional(orNull(PersonName)),
    salutation: Type.Optional(orNull(Type.Enum([...SALUTATIONS]))),
    birthday: Type.Optional(orNull(Birthday)),
    locale: Type.Optional(
      orNull(Type.String({ pattern: '^[a-z]{2}(-[A-Z]{2})?$', description: 'The language to speak: zh-CN, en' })),
    ),
  },
  closed,
);
export type ProfileChange = Static<typeof ProfileChange>;

export const ProfileView = Type.Object({
  name: orNull(Type.String({ description: 'Masked for who plans and does not serve' })),
  salutation: orNull(Type.String()),
  birthday: orNull(Type.String()),
  locale: orNull(Type.String()),
});
export type ProfileView = Static<typeof ProfileView>;
