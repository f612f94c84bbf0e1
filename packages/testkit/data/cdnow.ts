import { dataText } from './folder.ts';

/** Purchases of an online CD shop, one a row: everybody who first bought in the first quarter of 1997, followed for 78 weeks. */
export interface Cdnow {
  /** Master ids. */
  readonly customers: Int32Array;
  /** Whole days since 1997-01-01, to 545. */
  readonly days: Int32Array;
  readonly cents: Int32Array;
}

/** The last day of the calibration period of the literature, 1997-09-30; what follows are 39 weeks of holdout. */
export const CDNOW_CALIBRATED_UNTIL = 272;
export const CDNOW_HOLDOUT_DAYS = 273;

const MS_A_DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1997, 0, 1) / MS_A_DAY;

/** One customer in ten, on whom the literature publishes, or null where the data folder is absent. */
export function findCdnowSample(): Cdnow | null {
  const text = dataText('cdnow/CDNOW_sample.txt');
  return text === null ? null : parsed(text, ([master, , date, , dollars]) => [master!, date!, dollars!]);
}

/** All 23,570 customers, those of the sample among them. */
export function findCdnowMaster(): Cdnow | null {
  const text = dataText('cdnow/CDNOW_master.txt.gz');
  return text === null ? null : parsed(text, ([master, date, , dollars]) => [master!, date!, dollars!]);
}

/** Those of the master who are not in the sample: 21,213 customers that nothing was ever chosen on. */
export function outsideSample(master: Cdnow, sample: Cdnow): Cdnow {
  const sampled = new Set(sample.customers);
  const kept = Array.from(master.customers.keys()).filter((i) => !sampled.has(master.customers[i]!));
  const picked = (values: Int32Array): Int32Array => Int32Array.from(kept, (i) => values[i]!);
  return { customers: picked(master.customers), days: picked(master.days), cents: picked(master.cents) };
}

type Columns = (fields: readonly string[]) => readonly [master: string, date: string, dollars: string];

function parsed(text: string, columns: Columns): Cdnow {
  const lines = text.split('\n').map((line) => line.trim());
  const rows = lines.filter((line) => /^\d/.test(line)).map((line) => columns(line.split(/\s+/)));
  return {
    customers: Int32Array.from(rows, ([master]) => Number(master)),
    days: Int32Array.from(rows, ([, date]) => dayOf(date)),
    cents: Int32Array.from(rows, ([, , dollars]) => Math.round(100 * Number(dollars))),
  };
}

function dayOf(date: string): number {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)].map(Number);
  return Date.UTC(year!, month! - 1, day!) / MS_A_DAY - FIRST_DAY;
}
