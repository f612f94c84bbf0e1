import type { EventPayloads, EventType } from '@shuke/contract';
import type { FeedEvent } from '@shuke/db';
import type { Encounter } from './encounter-store.ts';
import type { StageFact } from './ladder.ts';

/** What an event says of customers. */
export interface Happened {
  readonly facts: readonly StageFact[];
  readonly encounters: readonly Encounter[];
  /** Whose orders it tells of. */
  readonly buyers: readonly StageFact[];
  /** Whose activity may be another one now. */
  readonly touched: readonly string[];
}

const NOTHING: Happened = { facts: [], encounters: [], buyers: [], touched: [] };

type Reader<T extends EventType> = (payload: EventPayloads[T], at: Date) => Happened;

// Events of earlier versions name no touchpoint.
const bought = (customerId: string | null, orderedAt: string, touchpointId?: string | null): Happened => {
  if (customerId === null) return NOTHING;
  const at = new Date(orderedAt);
  const fact = { customerId, to: 'buyer', because: 'order', at, touchpointId: touchpointId ?? null } as const;
  return { ...NOTHING, facts: [fact], buyers: [fact], touched: [customerId] };
};

const met = (encounter: Encounter, fact: Pick<StageFact, 'to' | 'because'>): Happened => {
  const { customerId, at, touchpointId } = encounter;
  return { ...NOTHING, encounters: [encounter], facts: [{ customerId, at, touchpointId, ...fact }] };
};

/** Each event that tells something of customers, and what. A refund takes no stage back: the guest did come and buy. */
const READERS = {
  'order.paid': ({ customerId, orderedAt, touchpointId }) => bought(customerId, orderedAt, touchpointId),
  'order.recorded': ({ customerId, orderedAt, touchpointId }) => bought(customerId, orderedAt, touchpointId),
  'touchpoint.scanned': ({ customerId, touchpointId }, at) =>
    customerId === null
      ? NOTHING
      : met({ customerId, kind: 'scan', at, touchpointId }, { to: 'contact', because: 'scan' }),
  'touchpoint.joined': ({ customerId, touchpointId }, at) =>
    customerId === null
      ? NOTHING
      : met({ customerId, kind: 'join', at, touchpointId }, { to: 'contact', because: 'join' }),
  'customer.recognised': ({ customerId, touchpointId }, at) =>
    met({ customerId, kind: 'store_entry', at, touchpointId }, { to: 'visitor', because: 'store_entry' }),
  'consent.granted': ({ customerId, purpose, touchpointId }, at) =>
    purpose === 'membership'
      ? { ...NOTHING, facts: [{ customerId, to: 'member', because: 'membership_consent', at, touchpointId }] }
      : NOTHING,
  'gift.given': ({ giverId, receiverId }, at) => {
    const given = met({ customerId: giverId, kind: 'gift_given', at, touchpointId: null }, GIFT);
    const received = met({ customerId: receiverId, kind: 'gift_received', at, touchpointId: null }, GIFT);
    return {
      ...NOTHING,
      facts: [...given.facts, ...received.facts],
      encounters: [...given.encounters, ...received.encounters],
      touched: [giverId, receiverId],
    };
  },
  'customer.merged': ({ fromCustomerId, intoCustomerId }) => ({
    ...NOTHING,
    touched: [fromCustomerId, intoCustomerId],
  }),
  'customer.unmerged': ({ fromCustomerId, intoCustomerId }) => ({
    ...NOTHING,
    touched: [fromCustomerId, intoCustomerId],
  }),
} as const satisfies { readonly [T in EventType]?: Reader<T> };

const GIFT = { to: 'contact', because: 'gift' } as const;

export const TOLD_BY = Object.keys(READERS) as (keyof typeof READERS)[];

/** What events say of customers, all together. */
export function whatHappened(events: readonly FeedEvent[]): Happened {
  const all = events.map(({ type, payload, occurredAt }) => {
    const read = (READERS as { [T in EventType]?: Reader<EventType> })[type];
    return read ? read(payload as EventPayloads[EventType], new Date(occurredAt)) : NOTHING;
  });
  return {
    facts: all.flatMap((one) => one.facts),
    encounters: all.flatMap((one) => one.encounters),
    buyers: all.flatMap((one) => one.buyers),
    touched: all.flatMap((one) => one.touched),
  };
}
