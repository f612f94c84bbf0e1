import { must } from '@shuke/kernel';
import type { Reader } from '../copy/asks.ts';
import { latelyAsked, type LatelyAsked } from './lately-asked.ts';
import { mergeRowsOf } from './merges.ts';
import { movementPieces, rowsOf } from './movements.ts';
import type { Since } from './people-host.ts';
import { readHorizon, readMarks, readMerged, readTail, type Horizon, type Marks } from './people-store.ts';
import type { FarPeople } from './people-thread.ts';

/** What was read once of a merchant's people. It stays right while nothing below its horizon changes. */
interface Base {
  readonly number: number;
  readonly horizon: Horizon;
  readonly marks: Marks;
  /** What came since, of the state that was asked about last, and what was last said of it where the people are kept. */
  last: { readonly state: object | number; readonly since: Promise<Since | null> } | null;
  said: Since | null;
  readonly lately: LatelyAsked;
  /** Whether what was asked before they were read was asked of them. */
  isWarm: boolean;
}

// Beyond so many movements since, reading everything again is cheaper than telling so many anew each time.
const MOST_TOLD_ANEW = 50_000;

/** What this process knows of the people that are kept elsewhere, by merchant. */
export function knownBases(far: FarPeople) {
  const bases = new Map<string, Base>();
  const reading = new Map<string, Promise<Base>>();
  let numbers = 0;

  const readAnew = async (reader: Reader): Promise<Base> => {
    const before = bases.get(reader.merchantId);
    if (before) far.forget(before.number);
    bases.delete(reader.merchantId);
    const base = await readBase(reader, far, { number: (numbers += 1), lately: before?.lately ?? latelyAsked() });
    bases.set(reader.merchantId, base);
    return base;
  };
  return {
    get: (merchantId: string) => bases.get(merchantId),
    letGo(gone: readonly number[]): void {
      for (const [merchantId, { number }] of bases) if (gone.includes(number)) bases.delete(merchantId);
    },
    /** Whom somebody reads just now is waited for: two readings at once would hold everybody twice. */
    async upTo(reader: Reader): Promise<{ base: Base; since: Since }> {
      const { merchantId } = reader;
      for (;;) {
        await reading.get(merchantId)?.catch(() => null);
        const known = bases.get(merchantId);
        const since = known && (await sinceOf(reader, known));
        if (known && since) return { base: known, since };
        if (reading.has(merchantId)) continue;
        const read = readAnew(reader).finally(() => reading.delete(merchantId));
        reading.set(merchantId, read);
        const base = await read;
        return { base, since: must(await sinceOf(reader, base), 'what was read of a state is true of it') };
      }
    },
  };
}

/** Reads everybody, and hands them over as they come: here is never more than a piece of them. */
async function readBase(
  reader: Reader,
  far: FarPeople,
  { number, lately }: Pick<Base, 'number' | 'lately'>,
): Promise<Base> {
  const horizon = await readHorizon(reader);
  const marks = await readMarks(reader, horizon);
  far.begin(number, marks.orders + marks.refunds);
  try {
    for await (const piece of movementPieces(reader)) far.rows(number, piece);
  } catch (error) {
    far.forget(number);
    throw error;
  }
  far.end(number);
  return { number, lately, horizon, marks, last: null, said: null, isWarm: false };
}

/** What came since; questions about one state read it once. Null where what was read is not true any more, or too much came. */
async function sinceOf(reader: Reader, base: Base): Promise<Since | null> {
  const state = reader.engine === 'duckdb' ? reader.position : reader;
  if (base.last?.state !== state) base.last = { state, since: readSince(reader, base) };
  const { since } = base.last;
  try {
    return await since;
  } catch (error) {
    if (base.last?.since === since) base.last = null;
    throw error;
  }
}

async function readSince(reader: Reader, base: Base): Promise<Since | null> {
  const marks = await readMarks(reader, base.horizon);
  if (!isSame(marks, base.marks)) return null;
  const tail = rowsOf(await readTail(reader, base.horizon));
  if (tail.rows > MOST_TOLD_ANEW) return null;
  return { tail, merged: mergeRowsOf(await readMerged(reader)) };
}

const isSame = (a: Marks, b: Marks): boolean =>
  a.orders === b.orders && a.payable === b.payable && a.refunds === b.refunds;
