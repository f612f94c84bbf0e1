import type { IdentifierKind, RejectReason } from '@shuke/contract';
import { hintOf, normalizeIdentifier, ownersOfIdentifiers, sealForNew } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, newId, ok } from '@shuke/kernel';
import { copyStaged } from '../staging-store.ts';
import type { Attempt } from './attempt.ts';
import { copyBuffer, takeRows } from './copy-buffer.ts';
import { putCustomer, uuidBytes, type StagedCustomer } from './staging-buffer.ts';

/** A person by an identifier in its one way of writing. */
export interface Person {
  readonly plain: string;
  readonly hash: Buffer;
}

/** Whom an identifier shows, by its keyed hash; or why it shows nobody. */
export function identify(ctx: Ctx, kind: IdentifierKind, text: string): Person | RejectReason {
  const plain = normalizeIdentifier({ kind, value: text });
  if (plain.ok) return { plain: plain.value, hash: ctx.vault.hash(ctx.actor.merchantId, kind, plain.value) };
  return plain.refusal.code === 'identifier_is_card_number' ? 'card_number' : 'bad_customer';
}

/** People who are made in one transaction. */
export interface PeopleBatch {
  readonly batchNo: number;
  people: number;
  /** How many of them are nobody's yet. */
  unknown: number;
}

export interface PeopleStaging {
  readonly batches: PeopleBatch[];
  /** Takes people; they are looked up, sealed and staged behind the caller's back. */
  add(people: readonly Person[]): void;
  /** Waits until all are staged. */
  end(): Promise<void>;
  /** Waits for what is being staged just now. */
  settle(): Promise<void>;
}

const PEOPLE_AT_ONCE = 2_000;
const PEOPLE_A_BATCH = 10_000;

/** Stages people, to be made when the whole file is read: a file that breaks off leaves nobody behind. */
export function peopleStaging({ ctx, run, reading }: Attempt): PeopleStaging {
  const kind = reading.mapping.customerKind;
  const loadId = uuidBytes(run.runnerId);
  const rows = copyBuffer();
  const batches: PeopleBatch[] = [];
  let waiting: Person[] = [];
  let underway: Promise<void> = Promise.resolve();

  const put = (customer: StagedCustomer): void => {
    let batch = batches.at(-1);
    if (!batch || batch.people >= PEOPLE_A_BATCH) {
      batch = { batchNo: batches.length, people: 0, unknown: 0 };
      batches.push(batch);
    }
    batch.people += 1;
    if (customer.made) batch.unknown += 1;
    putCustomer(rows, { loadId, batchNo: batch.batchNo }, customer);
  };
  const stage = async (people: readonly Person[]): Promise<void> => {
    const staged = await inTx<StagedCustomer[], never>(ctx, {}, async (tx) => ok(await stagedOf(tx, kind, people)));
    assert(staged.ok, 'without a key nothing is refused');
    for (const customer of staged.value) put(customer);
    await copyStaged(ctx, 'customer', takeRows(rows));
  };
  return {
    batches,
    add: (people) => {
      waiting.push(...people);
      if (waiting.length < PEOPLE_AT_ONCE) return;
      const taken = waiting;
      waiting = [];
      underway = underway.then(() => stage(taken));
      underway.catch(() => {});
    },
    settle: () => underway,
    end: async () => {
      await underway;
      if (waiting.length > 0) await stage(waiting);
    },
  };
}

/** Who they are. Sealing costs more than all else about a person, so it is done for those alone who are not known. */
async function stagedOf(tx: Tx, kind: IdentifierKind, people: readonly Person[]): Promise<StagedCustomer[]> {
  const known = await ownersOfIdentifiers(
    tx,
    people.map(({ hash }) => ({ kind, hash })),
  );
  const owners = new Map(known.map((row) => [row.hash.toString('base64'), row.customer_id]));
  const ownerOf = ({ hash }: Person): string | undefined => owners.get(hash.toString('base64'));
  const rows = people.map((person) => ({
    ...person,
    kind,
    hint: hintOf(kind, person.plain),
    customerId: ownerOf(person) ?? newId(),
  }));
  const fresh = await sealForNew(
    tx,
    rows.filter((row) => ownerOf(row) === undefined),
  );
  const made = new Map(
    fresh.map(({ customerId, sealed, key }) => [
      customerId,
      { sealed, wrappedKey: key.wrapped, keyVersion: key.keyVersion },
    ]),
  );
  return rows.map(({ hash, customerId, hint }) => ({
    kind,
    hash,
    customerId,
    hint,
    made: made.get(customerId) ?? null,
  }));
}
