import { Bug, ok, seededRandom, type Random, type Refusal, type Result } from '@shuke/kernel';
import { binRows } from './bin-rows.ts';
import { categoryBins, numberBins, type ColumnBins } from './bins.ts';
import { faultOf, type TrainingRefusal } from './check.ts';
import { alone, type Work } from './crew.ts';
import { EarlyStop } from './early-stop.ts';
import { growTree, type Growth, type TreeColumn } from './grow.ts';
import { baseScore } from './objective.ts';
import { settingsOf, type Features, type Settings, type TrainOptions } from './options.ts';
import { scalesFor, type Scales } from './packing.ts';
import { addScores } from './predict.ts';
import type { Rules } from './rules.ts';
import { closeGrove, openGrove, type Grove, type Trees } from './trees.ts';
import { COLUMNS_A_WORD, openWorkspace, type Workspace } from './workspace.ts';

/** LightGBM's `cat_smooth` (for the order of categories, and as the fewest rows of one) and `cat_l2`. */
const CATEGORY_SMOOTH = 10;
const CATEGORY_L2 = 10;

/**
 * Gradient-boosted trees: histograms, leaf by leaf, after LightGBM (Ke et al., NIPS 2017), Newton steps with `l2`. Rows are
 * never shuffled and the seed decides what is drawn, so the same input gives the same trees on any number of threads.
 * Refuses what nothing can be learnt from.
 */
export function tryTrain(
  x: Features,
  y: ArrayLike<number>,
  options: TrainOptions,
): Result<Trees, Refusal<TrainingRefusal>> {
  return faultOf(x, y, options) ?? ok(boost(x, y, options));
}

/** The same for data that its caller has made: nonsense is a bug there, and thrown. */
export function train(x: Features, y: ArrayLike<number>, options: TrainOptions): Trees {
  const trained = tryTrain(x, y, options);
  if (trained.ok) return trained.value;
  const { code, facts } = trained.refusal;
  throw new Bug(`the trees were given nothing to learn from: ${code} ${JSON.stringify(facts ?? {})}`);
}

interface Training {
  readonly x: Features;
  readonly options: TrainOptions;
  readonly settings: Settings;
  readonly space: Workspace;
  readonly work: Work;
  readonly columns: readonly TreeColumn[];
  readonly grove: Grove;
  readonly random: Random;
  readonly spare: Int32Array;
}

function boost(x: Features, y: ArrayLike<number>, options: TrainOptions): Trees {
  const training = prepare(x, y, options);
  try {
    return addTrees(training);
  } finally {
    training.work.end();
  }
}

function addTrees(training: Training): Trees {
  const { grove, settings, options } = training;
  const watch = options.validation ? new EarlyStop(grove, options.validation) : null;
  for (let round = 0; round < settings.rounds; round += 1) {
    const grew = addTree(training, round);
    const isSampled = settings.baggingFraction < 1 || settings.featureFraction < 1;
    // With all rows and columns before it, what cannot be split now cannot be split later.
    if (!grew && !isSampled) break;
    if (grew && watch?.isOver()) break;
  }
  return closeGrove(grove, watch ? watch.bestTrees : grove.trees);
}

function prepare(x: Features, y: ArrayLike<number>, options: TrainOptions): Training {
  const settings = settingsOf(options);
  const crew = options.crew ?? alone;
  const { rows, columns } = x;
  const { objective, leaves, rounds } = settings;
  const shape = { rows, columns: columns.length, leaves, objective, weighted: options.weights !== undefined };
  const space = openWorkspace({ ...shape, threads: crew.size }, crew.memory);
  const base = baseScore(objective, { y, weights: options.weights });
  space.y.set(y);
  space.score.fill(base);
  if (options.weights) space.weights.set(options.weights);
  const bins = columns.map((column, i) => binColumn(column, i, settings));
  fillWords(space, x, bins);
  const treeColumns = bins.map((one, index) => ({ index, bins: one, monotone: options.monotone?.[index] ?? 0 }));
  const grove = openGrove({ objective, base, categories: bins.map(({ categories }) => categories), rounds, leaves });
  const random = seededRandom(settings.seed);
  const work = crew.begin(space);
  return { x, options, settings, space, work, columns: treeColumns, grove, random, spare: new Int32Array(rows) };
}

function binColumn(column: ArrayLike<number>, index: number, { bins, seed, categorical }: Settings): ColumnBins {
  const binning = { bins, seed: seed + index };
  return categorical.includes(index) ? categoryBins(column, binning) : numberBins(column, binning);
}

// Bytes and shifts agree on machines that put the low byte first, which are all that Node runs on but one.
function fillWords({ words, rowWords }: Workspace, x: Features, bins: readonly ColumnBins[]): void {
  for (const [column, one] of bins.entries()) {
    const word = words[Math.floor(column / COLUMNS_A_WORD)]!;
    const offset = column % COLUMNS_A_WORD;
    binRows(x.columns[column]!, one, { target: new Uint8Array(word.buffer), offset, stride: COLUMNS_A_WORD });
  }
  for (const [at, word] of words.entries()) {
    for (let row = 0; row < word.length; row += 1) rowWords[row * words.length + at] = word[row]!;
  }
}

/** One round; false where the rows could not be split. */
function addTree(training: Training, round: number): boolean {
  const { space, grove, settings, x, spare, work } = training;
  const columns = drawColumns(training);
  const rows = drawRows(training);
  const scales = setGradients(training, round);
  const rules = rulesOf(training, scales);
  const growth: Growth = { space, run: work.run, grove, columns, rules, spare, ...unitsOf(settings, scales) };
  const leaves = growTree(growth, rows);
  for (const { begin, end, value } of leaves) addValue(space, [begin, end], value);
  if (leaves.length === 0) return false;
  if (rows < space.rows) {
    addScores(grove, x, {
      scores: space.score,
      from: grove.trees - 1,
      to: grove.trees,
      rows: space.order.subarray(rows),
    });
  }
  return true;
}

function addValue({ score, order }: Workspace, [begin, end]: readonly [number, number], value: number): void {
  for (let i = begin; i < end; i += 1) score[order[i]!]! += value;
}

function setGradients({ space, work: { run } }: Training, round: number): Scales {
  run({ name: 'gradients' });
  const most = (kind: number): number => Math.max(...space.largest.filter((_, i) => i % 2 === kind));
  const scales = scalesFor(most(0), most(1));
  // Any number will do that differs from round to round.
  const salt = Math.imul(round, 7919);
  run({ name: 'pack', gradientScale: scales.gradient, hessianScale: scales.hessian, salt });
  return scales;
}

function unitsOf({ learningRate }: Settings, { gradient, hessian }: Scales): { valueUnit: number; gainUnit: number } {
  return { valueUnit: (learningRate * hessian) / gradient, gainUnit: hessian / gradient ** 2 };
}

function rulesOf({ settings, columns }: Training, { hessian }: Scales): Rules {
  return {
    l2: settings.l2 * hessian,
    minLeafRows: settings.minLeafRows,
    // A side of no weight at all would have no value.
    minLeafHessian: Math.max(1, settings.minLeafHessian * hessian),
    categorySmooth: CATEGORY_SMOOTH * hessian,
    categoryRows: CATEGORY_SMOOTH,
    categoryL2: CATEGORY_L2 * hessian,
    bounded: columns.some(({ monotone }) => monotone !== 0),
  };
}

/** Puts the rows that the tree may see first, and answers how many they are. */
function drawRows({ space: { order, rows }, settings: { baggingFraction }, random }: Training): number {
  const wanted = Math.max(1, Math.round(rows * baggingFraction));
  let taken = 0;
  for (let row = 0; row < rows; row += 1) {
    const isTaken = wanted === rows || random.next() * (rows - row) < wanted - taken;
    if (isTaken) order[taken++] = row;
    else order[wanted + row - taken] = row;
  }
  return wanted;
}

function drawColumns({ space: { active }, columns, settings: { featureFraction }, random }: Training): TreeColumn[] {
  const wanted = Math.max(1, Math.round(columns.length * featureFraction));
  let taken = 0;
  const drawn = columns.filter((_, i) => {
    const isTaken = wanted === columns.length || random.next() * (columns.length - i) < wanted - taken;
    if (isTaken) taken += 1;
    return isTaken;
  });
  const words = [...new Set(drawn.map(({ index }) => Math.floor(index / COLUMNS_A_WORD)))];
  active.set([words.length, ...words]);
  return drawn;
}
