import { DAY_MS, instantToWallMs, MINUTE_MS, must, wallToInstantMs } from '@shuke/kernel';
import type { FullMapping, MerchantFacts } from '../mapping.ts';
import { cellReader } from './cells.ts';
import { dateReader, dayNumber, type Moment } from './date-format.ts';
import { RowFault } from './row-fault.ts';

/** When a receipt was made. */
export interface LineTime {
  readonly orderedAtMs: number;
  /** Days since 1970-01-01 of the store's business day. */
  readonly day: number;
}

export interface TimeOptions {
  readonly mapping: FullMapping;
  readonly columns: readonly string[];
  readonly merchant: MerchantFacts;
  /** Receipts from more than a day ahead are mistakes, such as a month that was read for a day. */
  readonly now: Date;
}

/** Makes the reader of a row's time: wall clock of the mapping's zone, or an instant where the text says its offset. */
export function timeReader({ mapping, columns, merchant, now }: TimeOptions) {
  const cells = cellReader(mapping, columns);
  const place = must(cells.find('orderedAt'), 'a mapping of receipts has a time');
  const read = must(dateReader(mapping.dateFormat), 'the date format was checked');
  const zone = { timeZone: mapping.timeZone, dayStartMs: merchant.dayStartMinute * MINUTE_MS };
  const latest = now.getTime() + DAY_MS;
  let lastText = '';
  let last: LineTime | RowFault = new RowFault(place.column, 'missing_value');
  const of = (text: string): LineTime | RowFault => {
    const moment = read(text);
    const time = moment && timeOf(moment, zone);
    if (!time || time.orderedAtMs < 0) return new RowFault(place.column, text === '' ? 'missing_value' : 'bad_date');
    return time.orderedAtMs > latest ? new RowFault(place.column, 'date_in_future') : time;
  };
  return (fields: readonly string[]): LineTime | RowFault => {
    const text = cells.text(fields, place);
    // The rows of a receipt have the same time, and so have its neighbours' often.
    if (text !== lastText) {
      last = of(text);
      lastText = text;
    }
    return last;
  };
}

interface Zone {
  readonly timeZone: string;
  readonly dayStartMs: number;
}

function timeOf({ ms, isInstant, hasTime }: Moment, { timeZone, dayStartMs }: Zone): LineTime {
  // A date alone is a business day, which begins at the merchant's hour.
  const wallMs = hasTime ? ms : ms + dayStartMs;
  const orderedAtMs = isInstant ? ms : wallToInstantMs(wallMs, timeZone);
  return { orderedAtMs, day: dayNumber(instantToWallMs(orderedAtMs, timeZone) - dayStartMs) };
}
