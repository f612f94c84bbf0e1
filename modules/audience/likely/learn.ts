import { predict, tryTrain, type Features, type Trees } from '@shuke/models/trees';
import type { HistoryRow } from './features-store.ts';
import { FEATURES, featuresOf, type Ranked } from './ranking.ts';

/** People as they stood at the end of a day. */
export interface Snapshot {
  readonly asOf: string;
  readonly rows: readonly HistoryRow[];
}

const MOST_ROWS = 200_000;

const OPTIONS = {
  objective: 'binary',
  rounds: 60,
  leaves: 15,
  learningRate: 0.1,
  minLeafRows: 20,
  l2: 1,
  seed: 1,
} as const;

/** Trees that tell buyers of the days after a snapshot; null where there is nothing to learn from, such as no buyer. */
export function learn(snapshot: Snapshot, buyers: ReadonlySet<string>): Trees | null {
  // Every so-manieth of very many people, in the order of ids: enough to learn from, and the same ones each time.
  const step = Math.ceil(snapshot.rows.length / MOST_ROWS);
  const rows = snapshot.rows.filter((_, i) => i % step === 0);
  const labels = Float64Array.from(rows, (row) => Number(buyers.has(row.person_id)));
  const trained = tryTrain(tableOf({ ...snapshot, rows }), labels, OPTIONS);
  return trained.ok ? trained.value : null;
}

/** The likeliest first; of equals the lower id. */
export function rankBy(trees: Trees, snapshot: Snapshot): Ranked[] {
  const scores = predict(trees, tableOf(snapshot));
  return snapshot.rows
    .map(({ person_id: personId }, i) => ({ personId, score: scores[i]! }))
    .toSorted((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1));
}

function tableOf({ asOf, rows }: Snapshot): Features {
  const columns = Array.from({ length: FEATURES }, () => new Float64Array(rows.length));
  rows.forEach((row, i) => featuresOf(row, asOf).forEach((value, feature) => (columns[feature]![i] = value)));
  return { rows: rows.length, columns };
}
