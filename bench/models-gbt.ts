import { auc } from '@shuke/models/metrics';
import { predict, saveTrees, train, type TrainOptions } from '@shuke/models/trees';
import { openThreads } from '@shuke/models/trees/threads';
import { findGbtGolden, type GbtGolden } from '@shuke/testkit/data/gbt-golden';
import { isQuick, median, printFigures, printHead, rounded } from './lib/report.ts';
import { drawTask, type Task } from './models-gbt/million.ts';

// Gradient-boosted trees: as good as LightGBM on the golden data, and a million rows in seconds.
//
// Protocol. Quality: trained once on the train part of ../shared/data/gbt-golden with the parameters that its reference was
// made with, judged once on its test part, which chose nothing: where a rule was open (ties, how rows of a side are counted), the
// one was taken whose trees are LightGBM's for longest. Speed: rows are drawn from a seed; the time is that of `train`,
// cutting columns into bins included, as whoever calls it waits for both.

const PARAMETERS = { objective: 'binary', rounds: 100, leaves: 31, learningRate: 0.1 } as const;
const MILLION = { rows: 1_000_000, columns: 28 };
const REPEATS = isQuick() ? 1 : 3;
/** What LightGBM 4.7 took on one thread elsewhere, and a prototype of 50 lines. */
const LIGHTGBM_S = 12.6;
const PROTOTYPE_S = 31.5;

function qualityOf({ train: known, test }: GbtGolden, options: Partial<TrainOptions>): number {
  const trees = train(known, known.labels, { ...PARAMETERS, ...options });
  return auc(predict(trees, test), test.labels);
}

function measureQuality(): Record<string, number | string> {
  const golden = findGbtGolden();
  if (!golden) {
    console.log('  ../shared/data/gbt-golden is absent, so quality was not measured');
    return { auc_numeric: 'skipped', auc_categorical: 'skipped', auc_monotone: 'skipped' };
  }
  const { names, lightgbm } = golden;
  const figures = {
    auc_numeric: rounded(qualityOf(golden, {}), 5),
    auc_numeric_reference: rounded(lightgbm.numeric.auc, 5),
    auc_categorical: rounded(qualityOf(golden, { categorical: [names.indexOf('cat')] }), 5),
    auc_categorical_reference: rounded(lightgbm.categorical.auc, 5),
    auc_monotone: rounded(qualityOf(golden, { monotone: names.map((name) => (name === 'x0' ? 1 : 0)) }), 5),
    auc_monotone_reference: rounded(lightgbm.monotone_x0_up.auc, 5),
  };
  for (const task of ['numeric', 'categorical', 'monotone'] as const) {
    console.log(`  AUC ${task.padEnd(18)} ${figures[`auc_${task}`]}, LightGBM ${figures[`auc_${task}_reference`]}`);
  }
  return figures;
}

async function measureSpeed({ x, y }: Task): Promise<Record<string, number>> {
  const timed = <T>(name: string, work: () => T): { value: T; seconds: number } => {
    const runs = Array.from({ length: REPEATS }, () => {
      const start = performance.now();
      const value = work();
      return { value, seconds: (performance.now() - start) / 1000 };
    });
    const seconds = rounded(median(runs.map((run) => run.seconds)), 3);
    console.log(`  ${name.padEnd(22)} ${seconds} s`);
    return { value: runs[0]!.value, seconds };
  };
  const one = timed('one thread', () => train(x, y, PARAMETERS));
  const scored = timed('scoring', () => predict(one.value, x));
  const threads = openThreads(2);
  const two = timed('two threads', () => train(x, y, { ...PARAMETERS, crew: threads }));
  await threads.close();
  const same = JSON.stringify(saveTrees(one.value)) === JSON.stringify(saveTrees(two.value));
  console.log(`  ${'their trees'.padEnd(22)} ${same ? 'the same' : 'DIFFERENT'}`);
  if (!same) process.exitCode = 1;
  return { train_1m_s: one.seconds, train_1m_2_workers_s: two.seconds, score_1m_s: scored.seconds };
}

async function main(): Promise<void> {
  printHead('Gradient-boosted trees', {
    'golden data': '20,000 rows to learn from, 10,000 to judge by, 12 columns',
    rows: MILLION.rows,
    columns: MILLION.columns,
    trees: `${PARAMETERS.rounds} of ${PARAMETERS.leaves} leaves`,
    repetitions: REPEATS,
  });
  const quality = measureQuality();
  const speed = await measureSpeed(drawTask(MILLION.rows, MILLION.columns));
  printFigures({ ...quality, ...speed, train_1m_lightgbm_s: LIGHTGBM_S, train_1m_prototype_s: PROTOTYPE_S });
}

await main();
