import { createLanes, hurry, inTx, systemCtx, type Lanes, type Services } from '@shuke/db';
import { must, ok } from '@shuke/kernel';
import { recordOutcomes, type Heard, type Recorded } from './record-outcomes.ts';

interface Told extends Heard {
  readonly merchantId: string;
}

const LANES = 2;
const MOST = 64;
const WAIT_MS = 2;

const lanes = new WeakMap<Services['db'], Lanes<Told, Recorded | null>>();

/**
 * Records what was heard of one payment, together with what is heard of others at the moment: a batch of a merchant is one
 * transaction. Answers once it is durable. Whoever settles captures is told to hurry.
 */
export function recordOutcome(services: Services, told: Told): Promise<Recorded | null> {
  const known = lanes.get(services.db);
  if (known) return known.add(told);
  const made = createLanes<Told, Recorded | null>({
    lanes: LANES,
    most: MOST,
    waitMs: WAIT_MS,
    keyOf: ({ merchantId }) => merchantId,
    run: (batch) => recordBatch(services, batch),
  });
  lanes.set(services.db, made);
  return made.add(told);
}

async function recordBatch(services: Services, batch: readonly Told[]): Promise<(Recorded | null)[]> {
  const answers = new Map<Told, Recorded | null>();
  for (const [merchantId, own] of Map.groupBy(batch, (told) => told.merchantId)) {
    const done = await inTx(systemCtx(services, merchantId), {}, async (tx) => ok(await recordOutcomes(tx, own)));
    const recorded = must(done.ok ? done.value : null, 'what is heard is not refused');
    own.forEach((told, i) => answers.set(told, recorded[i]!));
    if (recorded.some((one) => one?.to === 'captured')) hurry(services.db);
  }
  return batch.map((told) => answers.get(told) ?? null);
}
