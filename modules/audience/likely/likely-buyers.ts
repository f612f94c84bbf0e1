import type { LikelyBuyers, LikelyBuyersBody } from '@shuke/contract';
import { hintsOf } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { mayDo } from '@shuke/http';
import { withReader, type Asks } from '@shuke/insight';
import { businessDay, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import type { LikelyRefusal } from '../errors.ts';
import { dayPlus } from '../rule/days.ts';
import * as store from './features-store.ts';
import type { Asked, Subject } from './features-store.ts';
import { learn, rankBy, type Snapshot } from './learn.ts';
import { hitsOf, naiveRanking, type Hits, type Ranked } from './ranking.ts';

const DEFAULT_HORIZON_DAYS = 28;
const DEFAULT_TOP = 500;
/** One period to learn from, one to choose the method by, one that is held out, and a history before them. */
const PERIODS = 4;

/**
 * The people most likely to buy a product or of a category in the days to come, with how good such a list was in the last days,
 * which neither its trees nor the choice of its method had seen, beside the list of who bought it most. Whoever sees sums only is given
 * the figures and no people.
 */
export async function likelyBuyers(ctx: Ctx, body: LikelyBuyersBody): Promise<Result<LikelyBuyers, LikelyRefusal>> {
  const subject = { sku: body.sku ?? null, category: body.category ?? null };
  if ((subject.sku === null) === (subject.category === null)) return refuse('likely_buyers_subject');
  const today = await inRead(ctx, async (tx) => {
    const { timeZone, dayStartMinute } = await merchantSettings(tx);
    return businessDay(tx.now.getTime(), timeZone, dayStartMinute);
  });
  const terms = { subject, today, horizonDays: body.horizonDays ?? DEFAULT_HORIZON_DAYS, top: body.top ?? DEFAULT_TOP };
  const found = await withReader(ctx, (reader) => foresee(reader, terms));
  if (!found.ok) return found;
  const { people, ...figures } = found.value;
  const shown = mayDo(ctx.actor, 'audience:read') && mayDo(ctx.actor, 'customer:read') ? people : [];
  const hints = await inRead(ctx, (tx) =>
    hintsOf(
      tx,
      shown.map(({ personId }) => personId),
    ),
  );
  return ok({ ...figures, people: shown.map((one) => ({ ...one, hint: hints.get(one.personId) ?? '•••' })) });
}

export interface Terms {
  readonly subject: Subject;
  readonly today: string;
  readonly horizonDays: number;
  readonly top: number;
}

type Foreseen = Omit<LikelyBuyers, 'people'> & { readonly people: readonly Ranked[] };

/** Learns, chooses and measures on three periods, one after the other, and ranks for the next. */
export async function foresee(asks: Asks, terms: Terms): Promise<Result<Foreseen, LikelyRefusal>> {
  const { subject, today, horizonDays, top } = terms;
  const category = await store.categoryOf(asks, subject);
  if (category === undefined) return refuse('likely_buyers_subject');
  const { first_day: firstDay, last_day: asOf } = await store.dataDays(asks, today);
  const enough = firstDay !== null && asOf !== null && firstDay <= dayPlus(asOf, -PERIODS * horizonDays);
  if (!enough) return refuse('likely_buyers_history', { days: PERIODS * horizonDays });
  const cuts = [3, 2, 1, 0].map((periods) => dayPlus(asOf, -periods * horizonDays));
  // What goes with it is looked up as of the first cut, so that no later day is in what is learned.
  const related = await store.relatedSkus(asks, subject, cuts[0]!);
  const asked = { subject, category, related };
  const [oldest, middle, held, now] = (await snapshotsOf(asks, asked, cuts)) as [Period, Period, Period, Period];
  const chosen = choose(oldest, middle, top);
  const ranked = ranking(chosen, { learnedFrom: middle, from: held.snapshot });
  const [measured, naive] = [ranked, naiveRanking(held.snapshot.rows)].map((one) => hitsOf(one, held.buyers, top));
  const candidates = held.snapshot.rows.length;
  const base = candidates === 0 ? 0 : countIn(held) / candidates;
  return ok({
    asOf,
    horizonDays,
    candidates: now.snapshot.rows.length,
    named: measured!.named,
    heldOut: { from: dayPlus(cuts[2]!, 1), to: asOf, buyers: countIn(held), baseBps: bps(base) },
    ranked: measuredOf(measured!, base),
    naive: measuredOf(naive!, base),
    method: chosen,
    people: ranking(chosen, { learnedFrom: held, from: now.snapshot }).slice(0, top),
  });
}

/** People as of the end of a day, and who of everybody bought in the days after it. */
interface Period {
  readonly snapshot: Snapshot;
  readonly buyers: ReadonlySet<string>;
}

async function snapshotsOf(asks: Asks, asked: Asked, cuts: readonly string[]): Promise<Period[]> {
  const periods: Period[] = [];
  for (const [i, asOf] of cuts.entries()) {
    const rows = await store.histories(asks, asked, asOf);
    const next = cuts[i + 1];
    const buyers = next
      ? await store.buyersBetween(asks, asked.subject, { from: dayPlus(asOf, 1), to: next })
      : new Set<string>();
    periods.push({ snapshot: { asOf, rows }, buyers });
  }
  return periods;
}

type Method = LikelyBuyers['method'];

/** The method that found more buyers in the period before the one that is held out; of equals the plain one. */
function choose(oldest: Period, middle: Period, top: number): Method {
  const trees = hitsOf(ranking('trees', { learnedFrom: oldest, from: middle.snapshot }), middle.buyers, top);
  const naive = hitsOf(naiveRanking(middle.snapshot.rows), middle.buyers, top);
  return trees.buyers > naive.buyers ? 'trees' : 'naive';
}

function ranking(method: Method, { learnedFrom, from }: { learnedFrom: Period; from: Snapshot }): Ranked[] {
  const trees = method === 'trees' ? learn(learnedFrom.snapshot, learnedFrom.buyers) : null;
  return trees ? rankBy(trees, from) : naiveRanking(from.rows);
}

const countIn = ({ snapshot, buyers }: Period): number =>
  snapshot.rows.filter((row) => buyers.has(row.person_id)).length;

const bps = (share: number): number => Math.round(share * 10_000);

const measuredOf = ({ precision, buyers }: Hits, base: number): LikelyBuyers['ranked'] => ({
  precisionBps: bps(precision),
  lift: base === 0 ? null : precision / base,
  buyers,
});
