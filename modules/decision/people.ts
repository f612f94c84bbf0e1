import { mergedPersons } from '@shuke/customer';
import type { Tx } from '@shuke/db';

/** Who is one person, as customers are merged now. */
export interface People {
  /** All customers who are one of several of a person. */
  readonly merged: ReadonlySet<string>;
  readonly personOf: (customerId: string) => string;
  /** The customer of a person who was there first: ids ascend with time. */
  readonly eldestOf: (customerId: string) => string;
}

export async function readPeople(tx: Tx): Promise<People> {
  const persons = await mergedPersons(tx);
  const eldest = new Map<string, string>();
  for (const [customerId, person] of persons) {
    const before = eldest.get(person) ?? person;
    eldest.set(person, customerId < before ? customerId : before);
  }
  const personOf = (customerId: string): string => persons.get(customerId) ?? customerId;
  const merged = new Set([...persons.keys(), ...persons.values()]);
  return { merged, personOf, eldestOf: (customerId) => eldest.get(personOf(customerId)) ?? customerId };
}

/** The persons of a set of customers. */
export const asPersons = (customerIds: ReadonlySet<string>, { personOf }: People): Set<string> =>
  new Set([...customerIds].map(personOf));
