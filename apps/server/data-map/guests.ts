import type { DataMapEntry } from '@shuke/db';

const CUSTOMER = 'customer_id';
const BY_DEVICE = { table: 'touchpoint_visitor', on: ['visitor', 'visitor'] } as const;

/** What touchpoints and phones hold of a guest. What is known of a device goes with the person whose it is. */
export const guestData: readonly DataMapEntry[] = [
  {
    table: 'mini_program_session',
    person: CUSTOMER,
    columns: {
      account_id: 'in which mini program one is signed in',
      created_at: 'since when',
      expires_at: 'until when',
    },
    erase: 'delete',
  },
  {
    table: 'mini_program_order',
    person: CUSTOMER,
    columns: { order_ref: 'number of an order that was begun on a phone', created_at: 'when' },
    erase: 'delete',
  },
  {
    table: 'touchpoint_visitor',
    person: CUSTOMER,
    columns: { first_at: 'when the device was first seen', last_at: 'when it was last seen' },
    erase: 'delete',
  },
  {
    table: 'touchpoint_event',
    person: CUSTOMER,
    columns: { kind: 'what happened', touchpoint_id: 'at which touchpoint', store_id: 'at which store', at: 'when' },
    erase: { scrub: { visitor: 'null' } },
  },
  {
    // What the device did before its owner joined on it.
    table: 'touchpoint_event',
    person: CUSTOMER,
    through: BY_DEVICE,
    columns: {},
    erase: { scrub: { visitor: 'null' } },
  },
  {
    table: 'fence_entry',
    person: CUSTOMER,
    through: BY_DEVICE,
    columns: { store_id: 'near which store', day: 'on which day', entries: 'how often' },
    erase: 'delete',
  },
  {
    table: 'footfall_sighting',
    person: CUSTOMER,
    through: BY_DEVICE,
    columns: { store_id: 'in which store', minute: 'in which minute' },
    erase: 'delete',
  },
  {
    table: 'interest_evidence',
    person: CUSTOMER,
    columns: { category: 'kind of content', kind: 'what was done with it', day: 'on which day', count: 'how often' },
    erase: 'delete',
  },
  {
    table: 'content_rule',
    person: 'scope_ref',
    personIsText: true,
    columns: { slot: 'where content was chosen for the person', content: 'the content' },
    erase: 'delete',
  },
];
