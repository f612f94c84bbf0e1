import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { predict, tryTrain, type TrainingRefusal, type Trees } from '../trees/index.ts';
import { CandidateSource } from './candidates.ts';
import { FeatureTable } from './feature-table.ts';
import { FEATURES, featuresOf } from './features.ts';
import type { Histories } from './histories.ts';
import { learnKnowledge, type Knowledge } from './knowledge.ts';
import { checkedLessons, type LessonRefusal } from './lessons.ts';
import { tifuVectors } from './tifu-knn.ts';
import { Top } from './top.ts';
import { trainingRows } from './training-rows.ts';

export interface NextBasketOptions {
  /** How many trees score the candidates. */
  readonly rounds: number;
  readonly leaves: number;
  readonly learningRate: number;
  /** Into how many parts the customers are cut for features that do not know their own answer. */
  readonly parts: number;
  /**
   * Which share of the candidates that the customer neither had before nor bought is learnt from: most are of this kind, and a part
   * of them teaches as much.
   */
  readonly newShare: number;
  readonly seed: number;
}

/** Chosen on the validation part of Ta-Feng's first fold, where 200 slower rounds did no better. */
export const NEXT_BASKET: NextBasketOptions = {
  rounds: 120,
  leaves: 31,
  learningRate: 0.1,
  parts: 5,
  newShare: 0.3,
  seed: 1,
};

/** What is known of everybody, and the trees that weigh it for one customer and one item. */
export interface NextBasketModel {
  readonly knowledge: Knowledge;
  readonly trees: Trees;
}

export interface Foretold {
  /** Best first. */
  readonly items: Int32Array;
  /** The chance of each to be in the next basket. */
  readonly chances: Float64Array;
  /** 1 where the customer bought it before. */
  readonly isRepeat: Uint8Array;
}

/**
 * Learns to foretell next baskets: candidates from the customer's own history, neighbours (TIFU-KNN), item–item relations and what
 * is popular, scored by gradient-boosted trees. The features of a lesson come from the customers of other parts alone, so that neither
 * its next basket nor its own history is among the statistics it is scored with. Refuses lessons that teach nothing, such as next
 * baskets of which no source proposes an item.
 */
export function learnNextBasket(
  histories: Histories,
  next: readonly ArrayLike<number>[],
  options: NextBasketOptions = NEXT_BASKET,
): Result<NextBasketModel, Refusal<LessonRefusal | TrainingRefusal>> {
  const lessons = checkedLessons(histories, next);
  if (!lessons.ok) return lessons;
  const rows = trainingRows(lessons.value, options);
  const trees = tryTrain(rows.table.features(), Uint8Array.from(rows.labels), {
    objective: 'binary',
    rounds: options.rounds,
    leaves: options.leaves,
    learningRate: options.learningRate,
    minLeafRows: 50,
    l2: 5,
    featureFraction: 0.6,
    baggingFraction: 0.8,
    weights: Float64Array.from(rows.weights),
    seed: options.seed,
  });
  return trees.ok ? ok({ knowledge: learnKnowledge(lessons.value), trees: trees.value }) : trees;
}

/** How many rows are scored at a time: enough to keep trees busy, few enough to stay in memory. */
const BATCH_ROWS = 1 << 16;

/**
 * Foretells the next basket of each customer: the `size` likeliest items. Someone without a basket gets what is popular now. Refuses
 * baskets of another number of items than were learnt.
 */
export function foretell(
  { knowledge, trees }: NextBasketModel,
  histories: Histories,
  size: number,
): Result<Foretold[], Refusal<'baskets_item_unknown'>> {
  const { items } = histories;
  if (items !== knowledge.items) return refuse('baskets_item_unknown', { items, learnt: knowledge.items });
  const source = new CandidateSource(knowledge);
  const vectors = tifuVectors(histories);
  const table = new FeatureTable(FEATURES.length, BATCH_ROWS);
  const answer: Foretold[] = [];
  let asked: Asked[] = [];
  for (let customer = 0; customer < histories.customers; customer += 1) {
    const candidates = source.of(histories, vectors, customer);
    for (const item of candidates.items) table.add(featuresOf(knowledge, candidates, item));
    asked.push({ items: candidates.items, own: candidates.own.items });
    if (table.rows < BATCH_ROWS && customer + 1 < histories.customers) continue;
    answer.push(...best(predict(trees, table.features()), asked, size));
    table.clear();
    asked = [];
  }
  return ok(answer);
}

interface Asked {
  readonly items: readonly number[];
  readonly own: ReadonlyMap<number, unknown>;
}

/** The best of each customer asked, whose items stand in the order of the rows that were scored. */
function best(chances: Float64Array, asked: readonly Asked[], size: number): Foretold[] {
  const top = new Top(size);
  let row = 0;
  return asked.map(({ items, own }) => {
    for (const item of items) top.offer(item, chances[row++]!);
    const { indices, scores } = top.drain();
    return { items: indices, chances: scores, isRepeat: Uint8Array.from(indices, (item) => (own.has(item) ? 1 : 0)) };
  });
}
