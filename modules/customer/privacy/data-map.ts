import type { DataMapEntry } from '@shuke/db';
import { IDENTIFIER_PURPOSE } from '../identity/seal-identifiers.ts';
import { WORDS_PURPOSE } from '../personal-text.ts';

const IDS = 'keep_ids' as const;

/** Who the person is, and what is known about what finds them. */
const WHO: readonly DataMapEntry[] = [
  {
    table: 'customer',
    person: 'customer_id',
    columns: { customer_id: 'the customer', source: 'where first seen', created_at: 'when first seen' },
    erase: IDS,
  },
  {
    table: 'customer_identifier',
    person: 'customer_id',
    columns: {
      kind: 'what kind of identifier',
      sealed: 'the identifier',
      source: 'where it came from',
      created_at: 'when first seen',
      last_seen_at: 'when last seen',
      verified_at: 'when it was proven',
    },
    sealed: { sealed: IDENTIFIER_PURPOSE },
    erase: 'delete',
  },
  { table: 'customer_key', person: 'customer_id', columns: {}, erase: IDS },
  {
    table: 'customer_signal',
    person: 'customer_id',
    columns: { kind: 'what was seen: a device, a network', source: 'where', first_seen_at: 'from', last_seen_at: 'to' },
    erase: 'delete',
  },
  {
    table: 'customer_card',
    person: 'customer_id',
    columns: { issued_at: 'when the rotating code was issued' },
    erase: 'delete',
  },
  {
    table: 'phone_verification',
    person: 'customer_id',
    columns: { created_at: 'when a code was sent' },
    erase: 'delete',
  },
  {
    table: 'phone_code_window',
    person: 'customer_id',
    through: { table: 'customer_identifier', on: ['phone_hash', 'hash'] },
    columns: { sent_at: 'when codes were sent lately' },
    erase: 'delete',
  },
  {
    table: 'phone_code_window',
    person: 'customer_id',
    through: { table: 'phone_verification', on: ['phone_hash', 'phone_hash'] },
    columns: {},
    erase: 'delete',
  },
  {
    table: 'member_code_use',
    person: 'customer_id',
    through: { table: 'customer_card', on: ['card_no', 'card_no'] },
    columns: { used_at: 'when a rotating code was shown lately' },
    erase: 'delete',
  },
  {
    table: 'identity_use',
    person: 'identity_id',
    columns: { limit_key: 'what is limited for each person', used: 'how often it was taken' },
    erase: IDS,
  },
];

/** The customers who are one person, and how far they have come. */
const COURSE: readonly DataMapEntry[] = [
  {
    table: 'customer_link',
    person: 'from_customer_id',
    columns: { into_customer_id: 'merged into', linked_at: 'when' },
    erase: IDS,
  },
  {
    table: 'customer_link',
    person: 'into_customer_id',
    columns: { from_customer_id: 'merged from', linked_at: 'when' },
    erase: IDS,
  },
  {
    table: 'customer_cross_spend',
    person: 'holder_customer_id',
    columns: { order_id: 'the order that was paid', asset: 'with what', amount: 'how much' },
    erase: IDS,
  },
  { table: 'customer_cross_spend', person: 'shown_customer_id', columns: {}, erase: IDS },
  {
    table: 'customer_stage',
    person: 'customer_id',
    columns: { stage: 'stage of membership', since: 'since' },
    erase: IDS,
  },
  {
    table: 'customer_stage_change',
    person: 'customer_id',
    columns: { from_stage: 'from', to_stage: 'to', because: 'why', happened_at: 'when' },
    erase: IDS,
  },
  {
    table: 'customer_encounter',
    person: 'customer_id',
    columns: { day: 'a day of contact', kind: 'what it was' },
    erase: 'delete',
  },
  {
    table: 'customer_activity',
    person: 'customer_id',
    columns: { activity: 'how present', since: 'since' },
    erase: 'delete',
  },
];

/** What the shop knows about the person, and what the person agreed to. */
const KNOWN: readonly DataMapEntry[] = [
  {
    table: 'customer_profile',
    person: 'customer_id',
    columns: {
      name: 'name',
      salutation: 'how to greet',
      birthday: 'birthday',
      locale: 'language',
      updated_at: 'set at',
    },
    sealed: { name: WORDS_PURPOSE, birthday: WORDS_PURPOSE },
    erase: 'delete',
  },
  {
    table: 'customer_note',
    person: 'customer_id',
    columns: { kind: 'kind of note', body: 'the note', source: 'who said it', created_at: 'when', expires_at: 'until' },
    sealed: { body: WORDS_PURPOSE },
    erase: 'delete',
  },
  {
    table: 'customer_tag',
    person: 'customer_id',
    columns: {
      family: 'kind of taste',
      value: 'the taste',
      allergy: 'whether an allergy',
      last_evidence_at: 'last shown',
    },
    erase: 'delete',
  },
  {
    table: 'tag_evidence',
    person: 'customer_id',
    columns: {
      dimension: 'kind of taste',
      value: 'the taste',
      likes: 'for or against',
      source: 'from where',
      happened_at: 'when',
    },
    erase: 'delete',
  },
  {
    // That there was a consent, and when it ended, has to be shown later too. It holds no word of the person's.
    table: 'consent_entry',
    person: 'customer_id',
    columns: {
      purpose: 'for what',
      channel: 'over which channel',
      granted: 'agreed or withdrawn',
      wording_version: 'the wording that was shown',
      said_at: 'when',
      source: 'where',
    },
    erase: IDS,
  },
];

/** What the tables of this module hold of a person. */
export const personalData: readonly DataMapEntry[] = [...WHO, ...COURSE, ...KNOWN];
