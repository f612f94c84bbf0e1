import { activityOf, FALLBACK_GAP_DAYS, OWN_RHYTHM_VISIT_DAYS } from './classes.ts';
import type { StandingColumns } from './standings.ts';

/** Judges the activity of rows, by the gap of all who came twice for whom the own one is not known yet. */
export function judgeActivity(columns: StandingColumns, rows: Rows, { asOf, merchantGapDays }: Judged): void {
  const { lastDay, visitDays, gapHalves, activity } = columns;
  const othersGap = merchantGapDays ?? FALLBACK_GAP_DAYS;
  for (let row = rows.from; row < rows.until; row += 1) {
    const gap = visitDays[row]! >= OWN_RHYTHM_VISIT_DAYS ? gapHalves[row]! / 2 : othersGap;
    activity[row] = activityOf({ visitDays: visitDays[row]!, recencyDays: asOf - lastDay[row]! }, gap);
  }
}

interface Rows {
  readonly from: number;
  readonly until: number;
}

interface Judged {
  readonly asOf: number;
  readonly merchantGapDays: number | null;
}
