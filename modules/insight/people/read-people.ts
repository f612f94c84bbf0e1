import type { Asks } from '../copy/asks.ts';
import { NO_MOVEMENTS, restrictedTo, type Histories } from './histories.ts';
import { historiesOf } from './history-builder.ts';
import { mergeRowsOf, mergesOf } from './merges.ts';
import { readAllMovements, storePlaces } from './movements.ts';
import { readMerged } from './people-store.ts';
import { peopleOf, type People } from './people.ts';
import { toldAnew } from './told-anew.ts';

/** The people up to a day by a transaction of PostgreSQL, of whom nothing is kept. */
export async function readPeople(
  asks: Asks,
  { asOf, storeId = null }: { asOf: string; storeId?: string | null },
): Promise<People> {
  const stores = storePlaces();
  const all = historiesOf(await readAllMovements(asks, stores, { asOf }));
  const merges = mergesOf(mergeRowsOf(await readMerged(asks)));
  const { anew, gone } = toldAnew(all, NO_MOVEMENTS, merges);
  const storeIds = stores.ids();
  const rest = { tail: NO_MOVEMENTS, merges, storeIds };
  if (storeId === null) return peopleOf(all, { anew, gone, ...rest });
  const own = (of: Histories): Histories => restrictedTo(of, storeIds.indexOf(storeId));
  return peopleOf(own(all), { anew: own(anew), gone: own(gone), ...rest });
}
