import type { Tx } from '@shuke/db';
import { neighboursOf, type Edge } from './real-identity-store.ts';

/** A real person, as far as the evidence goes: all customers that are theirs, by id, which for UUIDv7 is the oldest first. */
export interface RealIdentity {
  /** Their oldest customer: it stays the same when they open another account. */
  readonly identityId: string;
  readonly customerIds: readonly string[];
}

/** From one account to the next over what they share; a chain that is longer joins no one person's. */
const MOST_STEPS = 8;
/** From so many accounts on the search goes no further: they are one person's for every limit that there is. */
const MOST_ACCOUNTS = 5_000;

/**
 * The real person of each customer, so that what is limited for each is not evaded by a second account: customers who share a
 * real name's hash, a payment token, a number that both had, a device that few share, or who were merged. Customers by id.
 */
export async function realIdentityOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, RealIdentity>> {
  const edges: Edge[] = [];
  const known = new Set(customerIds);
  let frontier = [...known];
  const mayGoOn = (): boolean => frontier.length > 0 && known.size <= customerIds.length + MOST_ACCOUNTS;
  for (let step = 0; step < MOST_STEPS && mayGoOn(); step += 1) {
    const found = await neighboursOf(tx, frontier);
    edges.push(...found);
    frontier = [...new Set(found.map(({ neighbour_id: id }) => id))].filter((id) => !known.has(id));
    for (const id of frontier) known.add(id);
  }
  return grouped([...known], edges, customerIds);
}

/** One key a real person for each customer: what limits are counted by. */
export async function realIdentitiesOf(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  const found = await realIdentityOf(tx, customerIds);
  return new Map([...found].map(([customerId, { identityId }]) => [customerId, identityId]));
}

/** Joins what edges join. Pure; the key of a group is its least id, whatever the order. */
export function grouped(
  all: readonly string[],
  edges: readonly Edge[],
  asked: readonly string[],
): Map<string, RealIdentity> {
  const parents = new Map(all.map((id) => [id, id]));
  const rootOf = (id: string): string => {
    const parent = parents.get(id) ?? id;
    if (parent === id) return id;
    const root = rootOf(parent);
    parents.set(id, root);
    return root;
  };
  for (const edge of edges) {
    const [a, b] = [rootOf(edge.customer_id), rootOf(edge.neighbour_id)];
    parents.set(a < b ? b : a, a < b ? a : b);
  }
  const groups = Map.groupBy(all.toSorted(), rootOf);
  return new Map(asked.map((id) => [id, { identityId: rootOf(id), customerIds: groups.get(rootOf(id))! }]));
}
