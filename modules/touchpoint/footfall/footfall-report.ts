import type { FootfallView } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { formatMinor, MINUTE_MS, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import type { FootfallRefusal } from '../errors.ts';
import { spanOf } from '../span.ts';
import { DEFINITIONS } from './definitions.ts';
import { readScans, readTableScans, readVisitOrders, readWifi, sumCounts } from './footfall-store.ts';
import { companyOf } from './pairs.ts';
import { spendOf, type VisitOrder } from './spend.ts';
import { meanDwellMs, visitsOf, type Visit } from './visits.ts';

export interface FootfallWanted {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly storeId?: string | undefined;
}

/** Sightings that are read for one report; who has more asks for a store or a shorter span. */
const MOST_SIGHTINGS = 400_000;

/** Entries, visits, stays and company of a span, each by its source. */
export function getFootfall(ctx: Ctx, wanted: FootfallWanted): Promise<Result<FootfallView, FootfallRefusal>> {
  const { storeId = null } = wanted;
  return inRead(ctx, async (tx) => {
    const span = spanOf(wanted, tx.now);
    if (!span) return refuse('invalid_request', { field: 'from' });
    if (storeId !== null && !(await readStore(tx, storeId))) return refuse('not_found');
    const seen = await readSeen(tx, { ...span, storeId });
    if (!seen) return refuse('invalid_request', { field: 'from', most: MOST_SIGHTINGS });
    const { currency } = await merchantSettings(tx);
    const [wifi, scan] = [visitsOf(seen.wifi), visitsOf(seen.scans)];
    const source = wifi.length > 0 ? 'wifi' : 'scan';
    const visits = source === 'wifi' ? wifi : scan;
    return ok({
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      definitions: DEFINITIONS,
      counter: seen.counter,
      wifi: presenceOf(wifi),
      scan: presenceOf(scan),
      pairs: { source, ...pairsOf(visits, { company: companyOf(visits, seen.tables), orders: seen.orders, currency }) },
    });
  });
}

async function readSeen(tx: Tx, within: { from: Date; to: Date; storeId: string | null }) {
  const limit = MOST_SIGHTINGS + 1;
  const counter = await sumCounts(tx, within);
  const wifi = await readWifi(tx, within, limit);
  const scans = await readScans(tx, within, limit);
  const tables = await readTableScans(tx, within, limit);
  const orders = await readVisitOrders(tx, within, limit);
  const isWhole = [wifi, scans, tables, orders].every((rows) => rows.length < limit);
  return isWhole ? { counter, wifi, scans, tables, orders } : null;
}

const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round((ms / MINUTE_MS) * 100) / 100);

const presenceOf = (visits: readonly Visit[]): FootfallView['wifi'] => ({
  visitors: new Set(visits.map(({ visitor }) => visitor)).size,
  visits: visits.length,
  dwellMeanMinutes: minutes(meanDwellMs(visits)),
  seenOnce: visits.filter(({ fromMs, untilMs }) => fromMs === untilMs).length,
});

interface Kept {
  company: ReturnType<typeof companyOf>;
  orders: readonly VisitOrder[];
  currency: string;
}

function pairsOf(visits: readonly Visit[], { company, orders, currency }: Kept): Omit<FootfallView['pairs'], 'source'> {
  const together = visits.filter((visit) => company.together.has(visit));
  const alone = visits.filter((visit) => !company.together.has(visit));
  const sideOf = (side: readonly Visit[]) => {
    const spend = spendOf(side, orders);
    const mean = spend.orders === 0 ? null : spend.amountMinor / spend.orders;
    const shown = mean === null ? null : formatMinor(Math.round(mean), currency);
    const view = { visits: side.length, dwellMeanMinutes: minutes(meanDwellMs(side)), orders: spend.orders };
    return { mean, view: { ...view, spendMean: shown } };
  };
  const [pair, single] = [sideOf(together), sideOf(alone)];
  const ratio = pair.mean !== null && single.mean !== null && single.mean > 0 ? pair.mean / single.mean : null;
  const spendRatio = ratio === null ? null : Math.round(ratio * 1000) / 1000;
  return { pairs: company.pairs, together: pair.view, alone: single.view, spendRatio };
}
