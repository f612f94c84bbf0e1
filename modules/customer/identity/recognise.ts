import type { RecognitionView, Signal } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { DAY_MS, ok, refuse, type Result } from '@shuke/kernel';
import type { KeyReused, RecognitionRefusal } from '../errors.ts';
import { personsOf } from '../link/circles.ts';
import { jumpsOf, type DeviceJump } from './device-jumps.ts';
import { SAME_VISIT_MS } from './ensure-customers.ts';
import { customerRecognised, deviceFlagged } from './events.ts';
import { evidenceOf } from './evidence-rows.ts';
import { DEFAULT_THRESHOLD, judge, MOST_SHARING, strongestOf, weigh, type Verdict } from './evidence.ts';
import { countIncidents } from './incidents.ts';
import { keyOf, readSignals, type ReadSignals } from './read-signals.ts';
import { readEvidence, recordSighting, type SeenRow, type Sighting } from './recognise-store.ts';
import { flagsOf, unmatchedOf, verdictView } from './recognition-view.ts';
import type { HashedSignal } from './signal.ts';
import { storePoint } from './store-points.ts';

export interface Recognise {
  readonly signals: readonly Signal[];
  readonly storeId: string;
  readonly touchpointId?: string | undefined;
  /** Where a member code was shown; who asks, unless it is told. */
  readonly terminal?: string | undefined;
}

type Recognised = Result<RecognitionView, RecognitionRefusal | KeyReused>;

/**
 * Says who somebody is, with how much confidence and by which evidence, or that it is unknown: never a guess. One statement
 * reads and one writes what was seen. Refuses a member code that is forged, old or shown elsewhere. Staff of one store ask in
 * their own.
 */
export async function recognise(ctx: Ctx, cmd: Recognise): Promise<Recognised> {
  const own = ctx.actor.storeId;
  if (own !== null && own !== cmd.storeId) return refuse('forbidden', { needs: 'the store' });
  const read = readSignals(ctx, cmd.signals, cmd.terminal ?? ctx.actor.id);
  const result: Recognised = read.ok
    ? await inTx(ctx, { plans: 'reused' }, (tx) => recogniseIn(tx, { ...cmd, ...read.value }))
    : read;
  // After the transaction, for a refusal undoes what it did.
  await countIncidents(ctx, incidentsOf(result));
  return result;
}

type Asked = Recognise & ReadSignals;

function incidentsOf(result: Recognised): string[] {
  if (!result.ok) return result.refusal.code.startsWith('member_code') ? [result.refusal.code] : [];
  const { flags, conflict } = result.value;
  // A shop's own network is shared by many all day: to count that would have every till wait for one row.
  return [...flags.filter((flag) => flag === 'device_jump'), ...(conflict.length > 0 ? ['conflict'] : [])];
}

async function recogniseIn(tx: Tx, asked: Asked): Promise<Result<RecognitionView, RecognitionRefusal>> {
  const here = await storePoint(tx, asked.storeId);
  if (!here) return refuse('recognition_store_unknown');
  const rows = await readEvidence(tx, asked);
  const seen = rows.filter(({ kind }) => kind !== null);
  if (asked.code && !seen.some(({ kind }) => kind === 'member_code')) return refuse('member_code_invalid');
  const jumps = await jumpsOf(tx, here, seen);
  const believed = seen.filter((row) => !jumps.has(keyOf(row)));
  const evidence = evidenceOf(believed, { persons: await personsIn(tx, believed), now: tx.now });
  const threshold = thresholdOf(rows);
  const verdict = judge(weigh(evidence), threshold);
  const tooShared = new Set(evidence.filter(({ sharedBy }) => sharedBy > MOST_SHARING).map(({ key }) => key));
  const isFree = await writeSeen(tx, { asked, verdict, jumps, tooShared });
  if (!isFree) return refuse('member_code_used');
  const flags = flagsOf({ device_jump: jumps.size > 0, shared_by_many: tooShared.size > 0 });
  return ok({ ...verdictView(verdict, evidence), threshold, unmatched: unmatchedOf(asked, seen), flags });
}

function thresholdOf([first]: readonly SeenRow[]): number {
  const bps = first?.threshold_bps ?? null;
  return bps === null ? DEFAULT_THRESHOLD : bps / 10_000;
}

/** For whom the customers stand; nobody is asked about who was never merged, as most were not. */
const personsIn = async (tx: Tx, seen: readonly SeenRow[]): Promise<Map<string, string>> =>
  personsOf(tx, [...new Set(seen.filter(({ linked }) => linked).map((row) => row.customer_id))]);

interface Seen {
  readonly asked: Asked;
  readonly verdict: Verdict;
  readonly jumps: ReadonlyMap<string, DeviceJump>;
  /** The signals that say nothing because too many share them; more are not learnt of them. */
  readonly tooShared: ReadonlySet<string>;
}

/**
 * Remembers what was seen of the person, by which a device becomes evidence; of somebody unknown nothing is learnt. Answers
 * whether the member code is good here.
 */
async function writeSeen(tx: Tx, seen: Seen): Promise<boolean> {
  const { asked, verdict, jumps } = seen;
  const events = [...jumps.values()].map((jump) => deviceFlagged(asked.storeId, jump));
  if (verdict.known) events.push(...customerRecognised(verdict.person.personId, asked));
  const sighting = sightingOf(seen, tx.now);
  const isNew = sighting.identifiers.length > 0 || sighting.shared.length > 0 || sighting.code !== null;
  const [isFree] = await Promise.all([isNew ? recordSighting(tx, sighting) : true, appendEvents(tx, events)]);
  return isFree;
}

function sightingOf({ asked, verdict, jumps, tooShared }: Seen, now: Date): Sighting {
  const { storeId, code } = asked;
  const common = { storeId, code, seenBefore: new Date(now.getTime() - SAME_VISIT_MS) };
  if (!verdict.known) return { ...common, identifiers: [], shared: [] };
  const own = new Map(verdict.person.evidence.map((one) => [one.key, one]));
  const isAnotherVisit = (one: HashedSignal): boolean => (own.get(keyOf(one))?.ageDays ?? 0) * DAY_MS > SAME_VISIT_MS;
  // A signal stays with the customer who had it, so that an un-merge finds it where it was.
  const { customerId } = strongestOf(verdict.person.evidence);
  const shared = asked.shared
    .filter((one) => !jumps.has(keyOf(one)) && !tooShared.has(keyOf(one)))
    .map((one) => ({ ...one, customerId: own.get(keyOf(one))?.customerId ?? customerId }));
  return { ...common, identifiers: asked.identifiers.filter(isAnotherVisit), shared };
}
