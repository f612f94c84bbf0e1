import { createLanes, type Db, type Lanes, type Services } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import type { AskRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
import { Knowledge } from './knowledge.ts';
import { postBatch } from './post-batch.ts';
import type { Access } from './thread-messages.ts';
import { openTillThreads, type PostBatch } from './till-threads.ts';
import type { Told } from './told.ts';

type Tills = Lanes<Ask, Result<Told, AskRefusal>>;

// Two lanes, one for each core of a small machine: while one commits, the other is being priced.
const LANES = 2;
const MOST = 64;
const WAIT_MS = 2;

const tills = new WeakMap<Db, Tills>();

/** The lanes of this process, in which the checkouts of one database meet. */
export function tillsOf({ db, clock, log, vault }: Services): Tills {
  const known = tills.get(db);
  if (known) return known;
  const knowledge = new Knowledge();
  return openLanes(db, (asks) => postBatch({ db, clock, log, vault }, knowledge, asks));
}

function openLanes(db: Db, run: PostBatch): Tills {
  const keyOf = ({ merchantId }: Ask): string => merchantId;
  const made = createLanes({ lanes: LANES, most: MOST, waitMs: WAIT_MS, keyOf, run });
  tills.set(db, made);
  return made;
}

export interface SeatedTills {
  /** Lets what is under way finish; asks after that are served in this thread. */
  readonly close: () => Promise<void>;
}

/** From now on the batches of this database are served in a thread of their own, so that this one has its time for requests. */
export function seatTills({ db }: Pick<Services, 'db'>, access: Access): SeatedTills {
  if (process.env.TILL_THREADS === '0') return { close: async () => {} };
  const threads = openTillThreads(access, Number(process.env.TILL_THREADS ?? 1));
  openLanes(db, threads.post);
  return {
    close: async () => {
      tills.delete(db);
      await threads.close();
    },
  };
}
