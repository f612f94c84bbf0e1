import type { InsightChange } from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { answering, type Answer, type Asked, type Question } from '../asking/asking.ts';
import { changeBps, mean, shareBps } from '../asking/ratio.ts';
import { readDaySales } from '../sales/sales-store.ts';
import { salesIn, type Sales } from '../sales/sales.ts';
import { readSellingDays, readTraffic, type TrafficRow } from './change-store.ts';
import { splitChange, type Product } from './split-change.ts';

interface Side {
  readonly sales: Sales;
  readonly guests: number;
  readonly traffic: number;
}

interface Both {
  readonly before: Side;
  readonly now: Side;
}

/** AN3: what a change of the net sales is made of, to the minor unit. */
export const explainChange = (ctx: Ctx, asked: Asked): Answer<InsightChange> =>
  answering(ctx, asked, async (question) => {
    const { reader, range } = question;
    const rows = await readDaySales(reader, range);
    const { store_days: storeDays } = await readSellingDays(reader, range);
    const traffic = trafficSource(await readTraffic(reader, range), storeDays);
    const guests = await guestsOf(question);
    const both = {
      before: {
        sales: salesIn(rows, question.before),
        guests: guests.before,
        traffic: traffic.row?.entries_before ?? 0,
      },
      now: { sales: salesIn(rows, question.period), guests: guests.now, traffic: traffic.row?.entries ?? 0 },
    };
    const net = { before: both.before.sales.netMinor, now: both.now.sales.netMinor };
    return {
      ...question.frame(traffic.row ? 'changeByTraffic' : 'changeByGuests'),
      basis: traffic.row ? ('traffic' as const) : ('guests' as const),
      footfall: { source: traffic.row?.source ?? null, storeDays, coveredStoreDays: traffic.covered },
      net: question.money(net.now),
      netBefore: question.money(net.before),
      change: question.money(net.now - net.before),
      changeBps: changeBps(net.now, net.before),
      ...figuresOf(both, question),
      parts: (traffic.row ? byTraffic(both) : byGuests(both)).map(({ part, minor }) => ({
        part,
        amount: question.money(minor),
        ofBeforeBps: shareBps(minor, net.before),
      })),
    };
  });

async function guestsOf({ walk, period, before }: Question): Promise<{ before: number; now: number }> {
  const [now, earlier] = await walk('guests', { lists: [[period], [before]] });
  return {
    now: must(now?.[0], 'the period is counted').guests,
    before: must(earlier?.[0], 'the comparison is counted').guests,
  };
}

// A counter at the door is believed before devices that the Wi-Fi saw. Who scans a code is not everybody who came in.
const TRUSTED = ['counter', 'wifi'];

/**
 * The footfall by which a change is explained: a source that counted on each day on which a store sold, for where a day is
 * missing conversion would be invented. Without one, how far the best came.
 */
function trafficSource(rows: readonly TrafficRow[], storeDays: number): { row: TrafficRow | null; covered: number } {
  const trusted = TRUSTED.flatMap((source) => rows.find((row) => row.source === source) ?? []);
  const row = trusted.find(
    ({ covered, entries, entries_before: earlier }) => covered === storeDays && entries > 0 && earlier > 0,
  );
  return { row: row ?? null, covered: Math.max(0, ...trusted.map(({ covered }) => covered)) };
}

type PartName = InsightChange['parts'][number]['part'];

interface Part {
  readonly part: PartName;
  readonly minor: number;
}

const over = (sum: number, count: number): number | null => (count > 0 ? sum / count : null);

function byTraffic({ before, now }: Both): Part[] {
  const product = ({ sales, traffic }: Side): Product => ({
    sumMinor: sales.payableMinor,
    factors: [traffic, over(sales.orders, traffic), over(sales.payableMinor, sales.orders)],
  });
  return [
    ...named(['traffic', 'conversion', 'ticket'], splitChange(product(before), product(now))),
    refunds(before, now),
  ];
}

function byGuests({ before, now }: Both): Part[] {
  const known = ({ sales, guests }: Side): Product => ({
    sumMinor: sales.knownPayableMinor,
    factors: [guests, over(sales.knownOrders, guests), over(sales.knownPayableMinor, sales.knownOrders)],
  });
  const anonymous = ({ sales }: Side): Product => {
    const [orders, sumMinor] = [sales.orders - sales.knownOrders, sales.payableMinor - sales.knownPayableMinor];
    return { sumMinor, factors: [orders, over(sumMinor, orders)] };
  };
  return [
    ...named(['guests', 'visits', 'ticket'], splitChange(known(before), known(now))),
    ...named(['anonymous_orders', 'anonymous_ticket'], splitChange(anonymous(before), anonymous(now))),
    refunds(before, now),
  ];
}

const named = (names: readonly PartName[], minors: readonly number[]): Part[] =>
  names.map((part, i) => ({ part, minor: must(minors[i], 'each factor has its part') }));

const refunds = (before: Side, now: Side): Part => ({
  part: 'refunds',
  minor: before.sales.refundedMinor - now.sales.refundedMinor,
});

/** The factors as they were and are. */
function figuresOf({ before, now }: Both, { money, moneyOrNull }: Question) {
  const side = ({ sales, guests, traffic }: Side) => ({
    traffic: traffic > 0 ? traffic : null,
    conversionBps: traffic > 0 ? shareBps(sales.orders, traffic) : null,
    guests,
    knownOrders: sales.knownOrders,
    orders: sales.orders,
    averageTicket: moneyOrNull(mean(sales.payableMinor, sales.orders)),
    refunded: money(sales.refundedMinor),
  });
  return { factors: side(now), factorsBefore: side(before) };
}
