import { inRead, type Ctx, type Tx } from '@shuke/db';
import { businessDay, formatMinor, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings, type MerchantSettings } from '@shuke/merchant';
import { dayNumber, dayText, type DayNumber } from './day.ts';
import { definitions, type Definition, type DefinitionName } from './definitions.ts';
import type { InsightRefusal } from './errors.ts';
import { choosePeriod, spanBefore, spanText, type AskedDays, type Period, type Span } from './period.ts';
import { readDataDays, readStores, type SalesRange, type StoreRow } from './sales-store.ts';

/** What every question to the dashboards may say. */
export interface Asked extends AskedDays {
  readonly storeId?: string;
}

/** A question that has been understood: which days, which store, and what its answer says about itself. */
export interface Question {
  readonly tx: Tx;
  readonly period: Period;
  /** The comparison: as many days, right before. */
  readonly before: Span;
  readonly storeId: string | null;
  readonly stores: readonly StoreRow[];
  readonly range: SalesRange;
  readonly money: (minor: number) => string;
  /** Decimal string of money that may be unknown. */
  readonly moneyOrNull: (minor: number | null) => string | null;
  readonly frame: (name: DefinitionName) => Frame;
}

/** The part of an answer that is the same for all: packages/contract/wire/insight.ts describes it. */
export interface Frame {
  readonly definition: Definition;
  readonly period: { from: string; to: string; days: number; chosenBy: Period['chosenBy'] };
  readonly comparison: { from: string; to: string; days: number; complete: boolean };
  readonly storeId: string | null;
  readonly freshness: { asOf: string; latestBusinessDay: string | null; computedAt: string };
  readonly hasData: boolean;
}

/**
 * Answers a question from one snapshot. Refuses a period that is none, a store that is not the merchant's, and another
 * store than their own to staff who work in one store only; for them that store is also the one unless told.
 */
export async function answering<T>(
  ctx: Ctx,
  asked: Asked,
  body: (question: Question) => Promise<T>,
): Promise<Result<T, InsightRefusal>> {
  const own = ctx.actor.storeId;
  if (own !== null && asked.storeId !== undefined && asked.storeId !== own)
    return refuse('forbidden', { needs: 'the store' });
  return inRead(ctx, async (tx) => {
    const storeId = asked.storeId ?? own;
    const stores = await readStores(tx);
    if (storeId !== null && !stores.some((store) => store.store_id === storeId))
      return refuse('not_found', { field: 'storeId' });
    const settings = await merchantSettings(tx);
    const today = todayOf(tx.now, settings, storeId === null ? stores : stores.filter((s) => s.store_id === storeId));
    const data = await readDataDays(tx, dayText(today), storeId);
    const latestDay = data.latest_day === null ? null : dayNumber(data.latest_day);
    const period = choosePeriod(asked, { dataDay: latestDay, today });
    if (!period.ok) return period;
    return ok(await body(questionOf({ tx, settings, storeId, stores, period: period.value, data })));
  });
}

/** The latest business day that any of the stores is in: with shops round the world, days begin at different times. */
function todayOf(now: Date, settings: MerchantSettings, stores: readonly StoreRow[]): DayNumber {
  const zones = new Set([settings.timeZone, ...stores.map((store) => store.time_zone)]);
  const days = [...zones].map((zone) => dayNumber(businessDay(now.getTime(), zone, settings.dayStartMinute)));
  return Math.max(...days);
}

interface Understood {
  tx: Tx;
  settings: MerchantSettings;
  storeId: string | null;
  stores: readonly StoreRow[];
  period: Period;
  data: { first_day: string | null; latest_day: string | null };
}

function questionOf({ tx, settings, storeId, stores, period, data }: Understood): Question {
  const before = spanBefore(period);
  const firstDay = data.first_day === null ? null : dayNumber(data.first_day);
  const money = (minor: number): string => formatMinor(minor, settings.currency);
  return {
    tx,
    period,
    before,
    storeId,
    stores,
    money,
    range: { before: dayText(before.from), from: dayText(period.from), to: dayText(period.to), storeId },
    moneyOrNull: (minor) => (minor === null ? null : money(minor)),
    frame: (name) => ({
      definition: definitions[name],
      period: { ...spanText(period), chosenBy: period.chosenBy },
      comparison: { ...spanText(before), complete: firstDay !== null && firstDay <= before.from },
      storeId,
      freshness: {
        asOf: dayText(period.to),
        latestBusinessDay: data.latest_day,
        computedAt: tx.now.toISOString(),
      },
      hasData: firstDay !== null && firstDay <= period.to,
    }),
  };
}
