import { inRead, type Ctx } from '@shuke/db';
import { businessDay, DAY_MS, formatMinor, MINUTE_MS, ok, refuse, wallToInstantMs, type Result } from '@shuke/kernel';
import { merchantSettings, type MerchantSettings } from '@shuke/merchant';
import type { Reader } from '../copy/asks.ts';
import { withReader } from '../copy/reader.ts';
import type { InsightRefusal } from '../errors.ts';
import { walkOf } from '../people/people-now.ts';
import type { Walk } from '../people/walks.ts';
import { readDataDays, readStores, type StoreRow } from './asking-store.ts';
import { dayNumber, dayText, type DayNumber } from './day.ts';
import { frameOf, type Frame } from './frame.ts';
import type { DefinitionName } from './definitions.ts';
import {
  chooseComparison,
  choosePeriod,
  type AskedComparison,
  type AskedDays,
  type Comparison,
  type Period,
  type Span,
} from './period.ts';

/** What every question to the dashboards may say. */
export interface Asked extends AskedDays, AskedComparison {
  readonly storeId?: string;
}

/** Business days `YYYY-MM-DD` of a period and of its comparison, and maybe one store: what the statements take. */
export interface Range {
  readonly from: string;
  readonly to: string;
  readonly beforeFrom: string;
  readonly beforeTo: string;
  /** What bounds both, for an engine that leaves out what lies outside of two bounds, not of four. */
  readonly earliest: string;
  readonly latest: string;
  readonly storeId: string | null;
}

/** A question that has been understood: which days, which store, and what its answer says about itself. */
export interface Question {
  readonly reader: Reader;
  readonly period: Period;
  readonly before: Comparison;
  readonly storeId: string | null;
  readonly stores: readonly StoreRow[];
  readonly range: Range;
  readonly money: (minor: number) => string;
  /** Decimal string of money that may be unknown. */
  readonly moneyOrNull: (minor: number | null) => string | null;
  /** Asks about everybody who ever bought, in the store if there is one. */
  readonly walk: Walk;
  /** When the merchant's business days of a span began and ended, for what has an instant and no store. */
  readonly instantsOf: (span: Span) => { from: Date; until: Date };
  readonly frame: (name: DefinitionName) => Frame;
}

/** An answer, or why there is none. */
export type Answer<T> = Promise<Result<T, InsightRefusal>>;

/**
 * Answers a question from one state of the data, of the copy where one is kept. Refuses a period that is none, a store that is
 * not the merchant's, and another store than their own to staff who work in one store only; for them that store is also
 * the one unless told. `body` may run twice.
 */
export async function answering<T>(ctx: Ctx, asked: Asked, body: (question: Question) => Promise<T>): Answer<T> {
  const own = ctx.actor.storeId;
  if (own !== null && asked.storeId !== undefined && asked.storeId !== own)
    return refuse('forbidden', { needs: 'the store' });
  const storeId = asked.storeId ?? own;
  const { settings, stores } = await inRead(ctx, async (tx) => ({
    settings: await merchantSettings(tx),
    stores: await readStores(tx),
  }));
  if (storeId !== null && !stores.some((store) => store.store_id === storeId))
    return refuse('not_found', { field: 'storeId' });
  const ofStore = storeId === null ? stores : stores.filter((store) => store.store_id === storeId);
  const today = todayOf(ctx.clock.now(), settings, ofStore);
  const read = async (reader: Reader): Answer<T> => {
    const understood = await understand(reader, asked, { settings, stores, storeId, today, ctx });
    return understood.ok ? ok(await body(understood.value)) : understood;
  };
  return withReader(ctx, read);
}

interface Known {
  readonly ctx: Ctx;
  readonly settings: MerchantSettings;
  readonly stores: readonly StoreRow[];
  readonly storeId: string | null;
  readonly today: DayNumber;
}

/** The latest business day that any of the stores is in: with shops round the world, days begin at different times. */
function todayOf(now: Date, settings: MerchantSettings, stores: readonly StoreRow[]): DayNumber {
  const zones = new Set([settings.timeZone, ...stores.map((store) => store.time_zone)]);
  const days = [...zones].map((zone) => dayNumber(businessDay(now.getTime(), zone, settings.dayStartMinute)));
  return Math.max(...days);
}

async function understand(reader: Reader, asked: Asked, known: Known): Answer<Question> {
  const { settings, stores, storeId, today, ctx } = known;
  const data = await readDataDays(reader, dayText(today), storeId);
  const latestDay = data.latest_day === null ? null : dayNumber(data.latest_day);
  const period = choosePeriod(asked, { dataDay: latestDay, today });
  if (!period.ok) return period;
  const before = chooseComparison(period.value, asked);
  if (!before.ok) return before;
  const money = (minor: number): string => formatMinor(minor, settings.currency);
  const days = { period: period.value, before: before.value };
  return ok({
    reader,
    ...days,
    storeId,
    stores,
    range: rangeOf(days, storeId),
    money,
    moneyOrNull: (minor) => (minor === null ? null : money(minor)),
    walk: walkOf(ctx, reader, storeId),
    instantsOf: (span) => ({ from: dayStart(span.from, settings), until: dayStart(span.to + 1, settings) }),
    frame: (name) => frameOf(name, { reader, ...days, storeId, data, now: ctx.clock.now() }),
  });
}

function dayStart(day: DayNumber, { timeZone, dayStartMinute }: MerchantSettings): Date {
  return new Date(wallToInstantMs(day * DAY_MS + dayStartMinute * MINUTE_MS, timeZone));
}

const rangeOf = ({ period, before }: Pick<Question, 'period' | 'before'>, storeId: string | null): Range => ({
  from: dayText(period.from),
  to: dayText(period.to),
  beforeFrom: dayText(before.from),
  beforeTo: dayText(before.to),
  earliest: dayText(Math.min(period.from, before.from)),
  latest: dayText(Math.max(period.to, before.to)),
  storeId,
});
