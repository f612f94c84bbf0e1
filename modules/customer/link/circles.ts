import type { BatchTx, Tx } from '@shuke/db';
import type { CustomerOf } from './link.ts';
import * as store from './link-store.ts';

/** The person whom each of these customers stands for now: the end of the live links, mostly themselves. */
export async function personsOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  return personsOfMany(tx, customerIds.map(ofMerchant(tx)));
}

/** The person of each customer of the merchant who stands for somebody else now: what reports of everybody need. */
export const mergedPersons = async (tx: Tx): Promise<Map<string, string>> =>
  new Map((await store.allMerged(tx)).map((row) => [row.customer_id, row.person_id]));

/** The same as of an instant, from the links that were live then. */
export async function personsOfAt(tx: Tx, customerIds: readonly string[], at: Date): Promise<Map<string, string>> {
  const persons = new Map(customerIds.map((id) => [id, id]));
  if (customerIds.length === 0) return persons;
  for (const row of await store.personsAt(tx, customerIds, at)) persons.set(row.customer_id, row.person_id);
  return persons;
}

/** All customers of the person of each of these, the one that was asked for first, then in key order. */
export const circleOf = (tx: Tx, customerIds: readonly string[]): Promise<Map<string, string[]>> =>
  circlesOf(tx, customerIds.map(ofMerchant(tx)));

/**
 * The same for a batch that acts for several merchants: one statement where nobody is merged, as mostly, and three otherwise.
 */
export async function circlesOf(tx: BatchTx, rows: readonly CustomerOf[]): Promise<Map<string, string[]>> {
  const alone = new Map(rows.map(({ customerId }) => [customerId, [customerId]]));
  const linked = rows.length > 0 ? await store.linkedAmong(tx, distinct(rows)) : new Set<string>();
  const merged = rows.filter(({ customerId }) => linked.has(customerId));
  return merged.length > 0 ? new Map([...alone, ...(await circlesOfMerged(tx, merged))]) : alone;
}

async function circlesOfMerged(tx: BatchTx, rows: readonly CustomerOf[]): Promise<Map<string, string[]>> {
  const persons = await personsOfMany(tx, rows);
  const wanted = rows.map(({ merchantId, customerId }) => ({ merchantId, customerId: persons.get(customerId)! }));
  const members = new Map(wanted.map(({ customerId }) => [customerId, [customerId]]));
  const followers = wanted.length > 0 ? await store.findFollowers(tx, distinct(wanted)) : [];
  for (const row of followers) members.get(row.person_id)!.push(row.customer_id);
  return new Map(
    rows.map(({ customerId }) => {
      const others = members.get(persons.get(customerId)!)!.filter((id) => id !== customerId);
      return [customerId, [customerId, ...others.toSorted()]];
    }),
  );
}

async function personsOfMany(tx: BatchTx, rows: readonly CustomerOf[]): Promise<Map<string, string>> {
  const persons = new Map(rows.map(({ customerId }) => [customerId, customerId]));
  if (rows.length === 0) return persons;
  for (const row of await store.findPersons(tx, distinct(rows))) persons.set(row.customer_id, row.person_id);
  return persons;
}

const ofMerchant =
  ({ merchantId }: Tx) =>
  (customerId: string): CustomerOf => ({ merchantId, customerId });

const distinct = (rows: readonly CustomerOf[]): CustomerOf[] => [
  ...new Map(rows.map((row) => [row.customerId, row])).values(),
];
