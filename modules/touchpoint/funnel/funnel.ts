import type { FunnelRow, FunnelView } from '@shuke/contract';
import { mergedPersons } from '@shuke/customer';
import { inRead, type Ctx } from '@shuke/db';
import { formatMinor, ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { merchantSettings, readStore } from '@shuke/merchant';
import { spanOf, type Span } from '../span.ts';
import { costWithin, type Touchpoint } from '../touchpoint.ts';
import { definitions } from './definitions.ts';
import { readCredits, readFunnelTouchpoints, readSeen, type Credit, type Merged, type Seen } from './funnel-store.ts';

export interface FunnelWanted {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly storeId?: string | undefined;
  readonly windowDays?: number | undefined;
}

type Refused = Refusal<'not_found' | 'invalid_request'>;

/** Scans, visitors, contacts, members, buyers, orders and cost per member of each touchpoint, by first and last touch. */
export function getFunnel(ctx: Ctx, wanted: FunnelWanted): Promise<Result<FunnelView, Refused>> {
  const { storeId = null, windowDays = 30 } = wanted;
  return inRead(ctx, async (tx) => {
    const span = spanOf(wanted, tx.now);
    if (!span) return refuse('invalid_request', { field: 'from' });
    if (storeId !== null && !(await readStore(tx, storeId))) return refuse('not_found');
    const { currency } = await merchantSettings(tx);
    const touchpoints = await readFunnelTouchpoints(tx, storeId);
    const merged = mergedOf(await mergedPersons(tx));
    const seen = new Map((await readSeen(tx, span, merged)).map((row) => [row.touchpointId, row]));
    const credits = await readCredits(tx, { ...span, windowDays }, merged);
    const byKey = new Map(credits.map((credit) => [creditKey(credit), credit]));
    return ok({
      from: span.from.toISOString(),
      to: span.to.toISOString(),
      windowDays,
      definitions: definitions(windowDays),
      touchpoints: touchpoints.map((touchpoint) => rowOf({ touchpoint, seen, byKey, span, currency })),
      unattributed: credited(byKey.get(creditKey({ touchpointId: null, rule: 'last' })), currency),
    });
  });
}

function mergedOf(persons: ReadonlyMap<string, string>): Merged {
  const themselves = [...new Set(persons.values())];
  return { customerIds: [...persons.keys(), ...themselves], personIds: [...persons.values(), ...themselves] };
}

const creditKey = ({ touchpointId, rule }: Pick<Credit, 'touchpointId' | 'rule'>): string => `${rule} ${touchpointId}`;

const credited = (credit: Credit | undefined, currency: string): FunnelRow['firstTouch'] => ({
  members: credit?.members ?? 0,
  buyers: credit?.buyers ?? 0,
  orders: credit?.orders ?? 0,
  revenue: formatMinor(credit?.revenueMinor ?? 0, currency),
});

interface Row {
  touchpoint: Touchpoint;
  seen: ReadonlyMap<string, Seen>;
  byKey: ReadonlyMap<string, Credit>;
  span: Span;
  currency: string;
}

function rowOf({ touchpoint, seen, byKey, span, currency }: Row): FunnelRow {
  const { touchpointId, storeId, kind, label } = touchpoint;
  const { scans = 0, visitors = 0, contacts = 0, payments = 0 } = seen.get(touchpointId) ?? {};
  const [first, last] = (['first', 'last'] as const).map((rule) => byKey.get(creditKey({ touchpointId, rule })));
  const costMinor = costWithin(touchpoint, span.to.getTime() - span.from.getTime());
  const perMember = (credit?: Credit): string | null =>
    credit && credit.members > 0 ? formatMinor(halfUp(costMinor, credit.members), currency) : null;
  return {
    touchpointId,
    storeId,
    kind,
    label,
    scans,
    visitors,
    contacts,
    payments,
    firstTouch: credited(first, currency),
    lastTouch: credited(last, currency),
    cost: formatMinor(costMinor, currency),
    costPerMember: { firstTouch: perMember(first), lastTouch: perMember(last) },
  };
}

const halfUp = (minor: number, by: number): number => Math.floor((2 * minor + by) / (2 * by));
