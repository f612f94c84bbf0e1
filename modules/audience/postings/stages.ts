import type { Facts, Postings } from './postings.ts';

/** How far each person has come before an instant: the highest of where the last step of each of their customers led. */
export function highestStages(
  { customer, at, what }: Facts,
  { customers: { person }, size }: Pick<Postings, 'customers' | 'size'>,
  beforeMicros: number,
): Uint8Array {
  const ofCustomer = new Uint8Array(person.length);
  for (let i = 0; i < customer.length; i += 1) if (at[i]! < beforeMicros) ofCustomer[customer[i]!] = what[i]!;
  const highest = new Uint8Array(size);
  for (let i = 0; i < person.length; i += 1) {
    if (ofCustomer[i]! > highest[person[i]!]!) highest[person[i]!] = ofCustomer[i]!;
  }
  return highest;
}
