import type { People } from './people.ts';
import type { ConsentFacts, Facts, MetFacts, StageFacts, TagRows } from './postings.ts';
import { readTable } from './read-table.ts';
import { groupedBy, taken } from './slices.ts';
import { highestStages } from './stages.ts';
import type { Blocks } from './tables.ts';

/** Every step on the ladder, in the order in which they were written. */
export async function readStages(blocks: Blocks, people: People): Promise<StageFacts> {
  const facts = await readFacts(blocks, people, 'stages');
  const now = highestStages(facts, { customers: people, size: people.lots.length }, Infinity);
  return { ...facts, now, lastChange: facts.at.reduce((last, at) => Math.max(last, at), -Infinity) };
}

export const readTierChanges = (blocks: Blocks, people: People): Promise<Facts> =>
  readFacts(blocks, people, 'tierChanges');

async function readFacts(blocks: Blocks, people: People, name: 'stages' | 'tierChanges'): Promise<Facts> {
  const places = { customer_id: people.table };
  const table = await readTable(blocks(name), { places, numbers: { at: Float64Array, what: Uint16Array } });
  const customer = table.places.customer_id;
  return { customer, person: await taken(people.person, customer), ...table.numbers };
}

/** Who stands in which tier now. */
export async function readTiers(blocks: Blocks, people: People): Promise<Pick<Facts, 'person' | 'what'>> {
  const { places, numbers } = await readTable(blocks('tiers'), {
    places: { customer_id: people.table },
    numbers: { what: Uint16Array },
  });
  return { person: await taken(people.person, places.customer_id), what: numbers.what };
}

/** What was said, the last word last; of two of one instant a no. */
export async function readConsents(blocks: Blocks, people: People): Promise<ConsentFacts> {
  const { places, numbers } = await readTable(blocks('consents'), {
    places: { customer_id: people.table },
    numbers: { at: Float64Array, what: Uint16Array, purpose: Uint8Array, granted: Uint8Array },
  });
  const customer = places.customer_id;
  return { customer, person: await taken(people.person, customer), ...numbers };
}

/** Who was met where; the place by its number among the touchpoints, -1 of one that is not known. */
export async function readMet(blocks: Blocks, people: People): Promise<MetFacts> {
  const { places, numbers } = await readTable(blocks('met'), {
    places: { customer_id: people.table },
    numbers: { at: Float64Array, what: Uint16Array, touchpoint: Int32Array },
  });
  const customer = places.customer_id;
  return { customer, person: await taken(people.person, customer), ...numbers };
}

/** All tags of all people, by tag and person. */
export async function readTags(blocks: Blocks, people: People, names: readonly string[]): Promise<TagRows> {
  const { places, numbers } = await readTable(blocks('tags'), {
    places: { customer_id: people.table },
    numbers: {
      tag: Int32Array,
      like_fading: Float64Array,
      avoid_lasting: Float64Array,
      avoid_fading: Float64Array,
      allergy: Uint8Array,
    },
  });
  const person = await taken(people.person, places.customer_id);
  const byPerson = await groupedBy(person, people.lots.length);
  const { starts, rows } = await groupedBy(numbers.tag, names.length, byPerson.rows);
  return {
    numbers: new Map(names.map((name, number) => [name, number])),
    starts,
    person: await taken(person, rows),
    like: await taken(numbers.like_fading, rows),
    lasting: await taken(numbers.avoid_lasting, rows),
    fading: await taken(numbers.avoid_fading, rows),
    allergy: await taken(numbers.allergy, rows),
  };
}
