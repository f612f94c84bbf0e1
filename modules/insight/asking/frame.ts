import { freshnessOf, type Freshness, type Reader } from '../copy/asks.ts';
import type { DataDays } from './asking-store.ts';
import { dayNumber, dayText } from './day.ts';
import type { Definition } from './define.ts';
import { definitions, type DefinitionName } from './definitions.ts';
import { spanText, type Comparison, type Period } from './period.ts';

/** The part of an answer that is the same for all: packages/contract/wire/insight describes it. */
export interface Frame {
  readonly definition: Definition;
  readonly period: { from: string; to: string; days: number; chosenBy: Period['chosenBy'] };
  readonly comparison: { from: string; to: string; days: number; chosenBy: Comparison['chosenBy']; complete: boolean };
  readonly storeId: string | null;
  readonly freshness: Freshness & { asOf: string; latestBusinessDay: string | null; computedAt: string };
  readonly hasData: boolean;
}

interface Framed {
  readonly reader: Reader;
  readonly period: Period;
  readonly before: Comparison;
  readonly storeId: string | null;
  readonly data: DataDays;
  readonly now: Date;
}

export function frameOf(name: DefinitionName, { reader, period, before, storeId, data, now }: Framed): Frame {
  const firstDay = data.first_day === null ? null : dayNumber(data.first_day);
  return {
    definition: definitions[name],
    period: { ...spanText(period), chosenBy: period.chosenBy },
    comparison: {
      ...spanText(before),
      chosenBy: before.chosenBy,
      complete: firstDay !== null && firstDay <= before.from,
    },
    storeId,
    freshness: {
      asOf: dayText(period.to),
      latestBusinessDay: data.latest_day,
      computedAt: now.toISOString(),
      ...freshnessOf(reader),
    },
    hasData: firstDay !== null && firstDay <= period.to,
  };
}
