import { CandidateSource } from './candidates.ts';
import { FeatureTable } from './feature-table.ts';
import { FEATURES, featuresOf } from './features.ts';
import { learnKnowledge } from './knowledge.ts';
import { parts, selectLessons, type Lessons, type Parted } from './lessons.ts';
import { sampleWeight } from './sampling.ts';
import { tifuVectors } from './tifu-knn.ts';

/** What trees learn from: candidates of customers, whether each was bought, and for how many such rows it stands. */
export interface TrainingRows {
  readonly table: FeatureTable;
  readonly labels: number[];
  readonly weights: number[];
}

const EXPECTED_ROWS = 1 << 16;

/** The rows of all customers, part by part. */
export function trainingRows(lessons: Lessons, options: { parts: number; newShare: number }): TrainingRows {
  const rows = { table: new FeatureTable(FEATURES.length, EXPECTED_ROWS), labels: [], weights: [] };
  for (const part of parts(lessons.next.length, options.parts))
    addPart(rows, lessons, { part, newShare: options.newShare });
  return rows;
}

interface PartOptions {
  readonly part: Parted;
  readonly newShare: number;
}

/**
 * The rows of one part's customers, from what the others teach. Weights make up for what was left out: without them what is new would
 * look likelier than what is bought again.
 */
export function addPart(rows: TrainingRows, lessons: Lessons, { part: { part, others }, newShare }: PartOptions): void {
  const knowledge = learnKnowledge(selectLessons(lessons, others));
  const { histories, next } = selectLessons(lessons, part);
  const source = new CandidateSource(knowledge);
  const vectors = tifuVectors(histories);
  for (const [position, basket] of next.entries()) {
    const candidates = source.of(histories, vectors, position);
    const bought = new Set(basket);
    for (const item of candidates.items) {
      const isBought = bought.has(item);
      const share = isBought || candidates.own.items.has(item) ? 1 : newShare;
      const weight = sampleWeight(share, part[position]!, item);
      if (weight === 0) continue;
      rows.table.add(featuresOf(knowledge, candidates, item));
      rows.labels.push(isBought ? 1 : 0);
      rows.weights.push(weight);
    }
  }
}
