import type { IdentifierKind, RejectReason } from '@shuke/contract';
import { customersToStage, sealIdentifier, type SealedIdentifier } from '@shuke/customer';
import { inTx, type Ctx } from '@shuke/db';
import { assert, ok } from '@shuke/kernel';
import { copyStaged } from '../staging-store.ts';
import type { Attempt } from './attempt.ts';
import { copyBuffer, takeRows } from './copy-buffer.ts';
import { putCustomer, uuidBytes, type StagedCustomer } from './staging-buffer.ts';

/** Whom an identifier shows; or why it shows nobody. */
export function identify(ctx: Ctx, kind: IdentifierKind, value: string): SealedIdentifier | RejectReason {
  const person = sealIdentifier(ctx.vault, ctx.actor.merchantId, { kind, value });
  if (person.ok) return person.value;
  return person.refusal.code === 'identifier_is_card_number' ? 'card_number' : 'bad_customer';
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
  add(people: readonly SealedIdentifier[]): void;
  /** Waits until all are staged. */
  end(): Promise<void>;
  /** Waits for what is being staged just now. */
  settle(): Promise<void>;
}

const PEOPLE_AT_ONCE = 2_000;
const PEOPLE_A_BATCH = 10_000;

/** Stages people, to be made when the whole file is read: a file that breaks off leaves nobody behind. */
export function peopleStaging({ ctx, run }: Attempt): PeopleStaging {
  const loadId = uuidBytes(run.runnerId);
  const rows = copyBuffer();
  const batches: PeopleBatch[] = [];
  let waiting: SealedIdentifier[] = [];
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
  const stage = async (people: readonly SealedIdentifier[]): Promise<void> => {
    const staged = await inTx<StagedCustomer[], never>(ctx, {}, async (tx) => ok(await customersToStage(tx, people)));
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
