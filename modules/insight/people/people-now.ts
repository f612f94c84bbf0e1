import type { Ctx, Db } from '@shuke/db';
import type { Reader } from '../copy/asks.ts';
import { peopleIndex, type PeopleIndex } from './people-index.ts';
import type { People } from './people.ts';

// Four merchants of a million customers each, or hundreds of usual ones.
const KEPT_BYTES = 512 * 1024 * 1024;

const indexes = new WeakMap<Db, PeopleIndex>();

/** Everybody who bought in the state that a reader shows, or as one store knows them. */
export async function peopleOfReader({ db }: Pick<Ctx, 'db'>, reader: Reader, storeId: string | null): Promise<People> {
  let index = indexes.get(db);
  if (!index) indexes.set(db, (index = peopleIndex(KEPT_BYTES)));
  return (await index.people(reader)).of(storeId);
}
