import type { EventPayloads, EventType } from '@shuke/contract';
import type { ToldEvent } from '@shuke/db';
import { assert, isUuid } from '@shuke/kernel';
import { FEEDS, type FeedName } from './feeds.ts';

/** What is to be read anew because of events. Rows are read as they are now, so that the order of the events does not matter. */
export interface Touched {
  /** By feed, ids of what its rows are replaced by. */
  readonly ids: Map<FeedName, Set<string>>;
  /** Feeds of which all is read. */
  readonly whole: Set<FeedName>;
  /** Conditions on a feed's view, for what an event tells of without naming it. */
  readonly wheres: Map<FeedName, Set<string>>;
  /** Customers who were merged or un-merged: everybody whom they stand together with is read anew. */
  readonly linked: Set<string>;
  /** Customers who said yes or no, which counts for everybody who is the same person. */
  readonly consented: Set<string>;
  readonly footfall: boolean;
  readonly erased: boolean;
}

type Gathered = { -readonly [K in keyof Touched]: Touched[K] };
type Says = { readonly [T in EventType]?: (gathered: Gathered, payload: EventPayloads[T], at: string) => void };

const touch = (gathered: Gathered, feeds: readonly FeedName[], ids: readonly string[]): void => {
  for (const feed of feeds) {
    const known = gathered.ids.get(feed) ?? new Set();
    for (const id of ids) known.add(id);
    gathered.ids.set(feed, known);
  }
};

const lookFor = (gathered: Gathered, feed: FeedName, where: string): void => {
  gathered.wheres.set(feed, (gathered.wheres.get(feed) ?? new Set()).add(where));
};

// Conditions are texts of SQL, so an id that goes into one is asserted to be one.
function idText(id: string): string {
  assert(isUuid(id), 'an event names things by UUIDs');
  return `'${id}'`;
}

/** All that is kept of one customer. */
const OF_CUSTOMER = (Object.keys(FEEDS) as FeedName[]).filter((feed) => FEEDS[feed].by === 'customer_id');

/** Rows that are written with those of the view that is named. */
const TOGETHER: Partial<Record<FeedName, readonly FeedName[]>> = {
  pub_customer_tag: ['pub_customer_tag', 'pub_tag_evidence'],
  pub_customer: ['pub_customer', 'pub_customer_person'],
  pub_loyalty_member: ['pub_loyalty_member', 'pub_loyalty_tier_change'],
};

function rowsChanged(gathered: Gathered, { view, ids }: EventPayloads['view.rows_changed'], at: string): void {
  if (view === 'pub_footfall') gathered.footfall = true;
  else if (!(view in FEEDS)) return;
  else if (ids !== null) touch(gathered, TOGETHER[view as FeedName] ?? [view as FeedName], ids);
  else if (view === 'pub_customer') madeAt(gathered, at);
  else gathered.whole.add(view as FeedName);
}

// Of people who were imported there are thousands at once. They are found by the instant of their making.
function madeAt(gathered: Gathered, at: string): void {
  lookFor(gathered, 'pub_customer', `created_at = '${at}'`);
  const made = `select c.customer_id from pub_customer c where c.merchant_id = pub_customer_person.merchant_id and c.created_at = '${at}'`;
  lookFor(gathered, 'pub_customer_person', `customer_id in (${made})`);
}

function linked(
  gathered: Gathered,
  { linkId, fromCustomerId, intoCustomerId }: EventPayloads['customer.merged'],
): void {
  touch(gathered, ['pub_customer_link'], [linkId]);
  gathered.linked.add(fromCustomerId).add(intoCustomerId);
}

function consented(gathered: Gathered, { customerId }: EventPayloads['consent.granted']): void {
  touch(gathered, ['pub_consent_entry'], [customerId]);
  gathered.consented.add(customerId);
}

const orderMade = (gathered: Gathered, { orderId }: { orderId: string }): void =>
  touch(gathered, ['pub_order'], [orderId]);

const couponUsed = (gathered: Gathered, { couponId }: { couponId: string }): void =>
  touch(gathered, ['pub_coupon', 'pub_coupon_redemption'], [couponId]);

const cardChanged = (gathered: Gathered, { cardId }: { cardId: string }): void =>
  touch(gathered, ['pub_stored_card'], [cardId]);

const SAYS: Says = {
  'view.rows_changed': rowsChanged,
  'order.recorded': orderMade,
  'order.paid': orderMade,
  'order.refunded': (gathered, { orderId }) =>
    touch(gathered, ['pub_order_refund', 'pub_order_refund_line', 'pub_order_return'], [orderId]),
  'import.posted': (gathered, { importId }, at) =>
    lookFor(gathered, 'pub_order', `import_id = ${idText(importId)} and recorded_at = '${at}'`),
  'customer.created': (gathered, { customerId }) =>
    touch(gathered, ['pub_customer', 'pub_customer_person'], [customerId]),
  'customer.erased': (gathered, { customerId }) => {
    touch(gathered, OF_CUSTOMER, [customerId]);
    gathered.consented.add(customerId);
    gathered.footfall = true;
    gathered.erased = true;
  },
  'customer.merged': linked,
  'customer.unmerged': linked,
  'customer.advanced': (gathered, { customerId }) =>
    touch(gathered, ['pub_customer_stage', 'pub_customer_stage_change'], [customerId]),
  'customer.activity_changed': (gathered, { customerId }) => touch(gathered, ['pub_customer_activity'], [customerId]),
  'consent.granted': consented,
  'consent.withdrawn': consented,
  'coupon.issued': (gathered, { templateId }, at) =>
    lookFor(gathered, 'pub_coupon', `template_id = ${idText(templateId)} and issued_at = '${at}'`),
  'coupon.reward_given': (gathered, { couponId }) => touch(gathered, ['pub_coupon'], [couponId]),
  'coupon.redeemed': couponUsed,
  'coupon.reversed': couponUsed,
  'coupon.abated': couponUsed,
  'loyalty.tier_changed': (gathered, { customerId }) =>
    touch(gathered, ['pub_loyalty_member', 'pub_loyalty_tier_change'], [customerId]),
  'loyalty.card_opened': cardChanged,
  'loyalty.card_status_changed': cardChanged,
  'touchpoint.scanned': (gathered) => {
    gathered.footfall = true;
  },
};

/** The events because of which the copy reads something. */
export const TELLING = Object.keys(SAYS) as EventType[];

export function touchedBy(events: readonly ToldEvent[]): Touched {
  const gathered: Gathered = {
    ids: new Map(),
    whole: new Set(),
    wheres: new Map(),
    linked: new Set(),
    consented: new Set(),
    footfall: false,
    erased: false,
  };
  for (const { type, payload, at } of events) (SAYS[type] as Says['order.paid'])?.(gathered, payload as never, at);
  return gathered;
}
