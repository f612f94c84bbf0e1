import { circleOf, personsOf } from '@shuke/customer';
import { appendEvents, rowsChanged, type Tx } from '@shuke/db';
import { assert, Fault, must } from '@shuke/kernel';
import { tierChanged, type TierChange } from './events.ts';
import { judgeAlone } from './judge-alone.ts';
import { judgePersons } from './judge-persons.ts';
import { termsNow, type TermsNow } from './terms-now.ts';
import * as store from './tier-store.ts';
import { tierOf, type Standing } from './tier.ts';

/** So many customers are judged in one transaction. */
export const MOST_AT_ONCE = 1000;

/**
 * Judges the tiers of these customers, at most 1,000, and of the persons for whom they stand, and answers the changes of
 * whoever stands for themselves: up at once, down by the programme's policy. A step of a bigger process, for who has just
 * let them earn, and what the job does.
 */
export async function evaluateTiers(tx: Tx, customerIds: readonly string[]): Promise<TierChange[]> {
  assert(customerIds.length <= MOST_AT_ONCE, 'tiers are judged at most 1,000 at a time');
  const terms = await termsNow(tx);
  if (customerIds.length === 0 || terms.programme.tiers.length === 0) return [];
  const { before, circles } = await lockCircles(tx, customerIds);
  const own = new Map<string, Standing>(before.map((row) => [row.customerId, row]));
  const moved = await judgeAlone(
    tx,
    terms,
    before.filter(({ customerId }) => circles.has(customerId)),
  );
  for (const row of moved) own.set(row.customerId, row);
  const { persons, written } = await judgeTogether(tx, terms, { before, circles, own });
  const changed = [...before.filter(({ isNew }) => isNew), ...moved, ...written];
  await rowsChanged(
    tx,
    'pub_loyalty_member',
    changed.map(({ customerId }) => customerId),
  );
  const changes = before.flatMap((row): TierChange[] => {
    const person = persons.get(row.customerId) ?? null;
    if (person !== null && person.personId !== row.customerId) return [];
    const [from, to] = [row.person ?? row, person ?? must(own.get(row.customerId), 'each row was locked')];
    return changeBetween(terms, { customerId: row.customerId, from, to });
  });
  await appendEvents(tx, changes.map(tierChanged));
  return changes;
}

interface Locked {
  /** Where all of these circles stood. */
  readonly before: readonly store.LockedStanding[];
  /** The circles of those who were asked for. */
  readonly circles: ReadonlyMap<string, readonly string[]>;
}

/** Locks the whole circles. They are read again under the lock: of two evaluations the later one sees the newer links. */
async function lockCircles(tx: Tx, customerIds: readonly string[]): Promise<Locked> {
  const found = await circleOf(tx, customerIds);
  const before = await store.lockStandings(tx, [...new Set([...found.values()].flat())]);
  const locked = new Set(before.map(({ customerId }) => customerId));
  const circles = await circleOf(tx, customerIds);
  if (![...circles.values()].flat().every((id) => locked.has(id))) throw new Fault('a merge came in between');
  const asked = new Set([...circles.values()].flat());
  return { before: before.filter(({ customerId }) => asked.has(customerId)), circles };
}

interface Together {
  /** Where the person of each customer stands who is one of several. */
  readonly persons: ReadonlyMap<string, store.PersonStanding>;
  readonly written: readonly { readonly customerId: string }[];
}

/** Judges the persons of several customers, and writes where each customer of them stands; alone, where they are no longer. */
async function judgeTogether(
  tx: Tx,
  terms: TermsNow,
  { before, circles, own }: Locked & { readonly own: ReadonlyMap<string, Standing> },
): Promise<Together> {
  const merged = [...circles].filter(([, circle]) => circle.length > 1);
  const roots = await personsOf(
    tx,
    merged.map(([id]) => id),
  );
  const people = new Map(merged.map(([id, circle]) => [must(roots.get(id), 'a person is answered for each'), circle]));
  const judged = await judgePersons(tx, terms, { circles: people, own });
  const persons = new Map(
    [...judged].flatMap(([personId, { tierId, since, reviewOn }]) =>
      people.get(personId)!.map((customerId) => [customerId, { customerId, personId, tierId, since, reviewOn }]),
    ),
  );
  const rows = before
    .map(({ customerId, person }) => ({ customerId, was: person, person: persons.get(customerId) ?? null }))
    .filter(({ was, person }) => !isSame(was, person));
  if (rows.length > 0) await store.writePersons(tx, rows);
  return { persons, written: rows };
}

const isSame = (a: store.PersonStanding | null, b: store.PersonStanding | null): boolean =>
  a?.personId === b?.personId && a?.tierId === b?.tierId && a?.since === b?.since && a?.reviewOn === b?.reviewOn;

/** What an event tells of it; nothing where the tier stays. */
function changeBetween(
  { programme }: TermsNow,
  { customerId, from, to }: { customerId: string; from: Standing; to: Standing },
): TierChange[] {
  const [was, is] = [tierOf(programme, from), tierOf(programme, to)];
  if (is === null || was?.tierId === is.tierId) return [];
  const why = is.rank > (was?.rank ?? -1) ? 'upgrade' : 'downgrade';
  return [{ customerId, fromTier: was?.tierId ?? null, toTier: is.tierId, why }];
}
