import type { Db, Services } from '@shuke/db';
import { must } from '@shuke/kernel';
import type { Reader } from '../copy/asks.ts';
import { peopleIndex, type PeopleIndex } from './people-index.ts';
import { peopleThread } from './people-thread.ts';
import type { Walk } from './walks.ts';

type Process = Pick<Services, 'db' | 'log'>;

/** Room for two merchants of a million customers each, or for hundreds of usual ones. */
const KEPT_MB = 512;
const MB = 1024 * 1024;

const indexes = new WeakMap<Db, PeopleIndex>();

export interface KeptPeople {
  /** Lets go of everybody, and ends the thread that keeps them. */
  close(): Promise<void>;
}

/** Says how much of people this process may keep in memory between questions, before the first of them. */
export function keepPeople({ db, log }: Process, { memoryMb }: { memoryMb: number }): KeptPeople {
  const onDeath = (error: Error): void =>
    log.error(
      { error: error.message },
      'the thread that keeps people for insight ended; the next question starts another',
    );
  const thread = peopleThread({ limitBytes: memoryMb * MB, onDeath });
  indexes.set(db, peopleIndex(thread));
  return { close: () => thread.close() };
}

function indexOf(of: Process): PeopleIndex {
  if (!indexes.has(of.db)) keepPeople(of, { memoryMb: KEPT_MB });
  return must(indexes.get(of.db), 'a process keeps people');
}

/** Asks about everybody who bought in the state that a reader shows, or as one store knows them. */
export const walkOf = (of: Process, reader: Reader, storeId: string | null): Walk => indexOf(of).walk(reader, storeId);

/** True of a merchant whose people were asked about in the last minutes. */
export const arePeopleInUse = (of: Process, merchantId: string): boolean => indexOf(of).isInUse(merchantId);

/** Gets ready for the questions that were asked lately, of the state that a reader shows. */
export const warmPeople = (of: Process, reader: Reader): Promise<void> => indexOf(of).warm(reader);
