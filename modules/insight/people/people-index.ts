import { Fault } from '@shuke/kernel';
import type { Reader } from '../copy/asks.ts';
import { knownBases } from './known-bases.ts';
import type { FarPeople } from './people-thread.ts';
import type { Walk, WalkAsked, WalkName } from './walks.ts';

const MOST_TRIES = 3;

// While nobody looks at a merchant's dashboards, what is sold there need not be told to anybody.
const LATELY_MS = 10 * 60_000;

/** The people of merchants, kept between questions. */
export interface PeopleIndex {
  /** Asks about the people of a reader's state: all of them, or as one store knows them. */
  walk(reader: Reader, storeId: string | null): Walk;
  /** True of a merchant whose people are kept and were asked about in the last minutes. */
  isInUse(merchantId: string): boolean;
  /** Tells what came since before somebody asks; where everybody has to be read anew, it asks what was asked lately as well. */
  warm(reader: Reader): Promise<void>;
}

/**
 * What was read of people is checked against the data of each question, by counts and sums below a horizon, and what came later
 * is read then: an answer is that of the reader's state, however long ago the rest was read. The copy tells its state by
 * its position; a transaction of PostgreSQL is a state of its own.
 */
export function peopleIndex(far: FarPeople): PeopleIndex {
  const bases = knownBases(far);
  const ask = async <N extends WalkName>(of: Of, name: N, asked: WalkAsked<N>) => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { base, since } = await bases.upTo(of.reader);
      if (base.said !== since) far.since(base.number, since);
      base.said = since;
      const walked = await far.walk({ base: base.number, storeId: of.storeId, name, asked });
      bases.letGo(walked?.gone ?? [base.number]);
      if (walked) return { base, value: walked.value };
    }
    throw new Fault('people were not kept long enough to be asked about');
  };
  return {
    walk: (reader, storeId) => async (name, asked) => {
      const { base, value } = await ask({ reader, storeId }, name, asked);
      base.lately.note({ storeId, name, asked });
      return value;
    },
    isInUse: (merchantId) => (bases.get(merchantId)?.lately.agoMs() ?? Infinity) < LATELY_MS,
    async warm(reader) {
      const { base } = await bases.upTo(reader);
      const asks = base.isWarm ? [] : base.lately.asks();
      base.isWarm = true;
      for (const { storeId, name, asked } of [NOTHING, ...asks]) await ask({ reader, storeId }, name, asked);
    },
  };
}

// A walk of which nothing is wanted but that those who bought since are told.
const NOTHING = { storeId: null, name: 'tallies', asked: { days: [] } } as const;

interface Of {
  readonly reader: Reader;
  readonly storeId: string | null;
}
