import { assert } from '@shuke/kernel';
import { fit, score, type Fit, type ModelName } from '@shuke/models/customer-base';
import { median } from '../lib/report.ts';
import type { Population } from './population.ts';

export interface Speed {
  readonly fitSeconds: number;
  readonly scoreSeconds: number;
  readonly fit: Fit;
}

/** Fits and scores a population `rounds` times over, each from its columns; the middle of the times. */
export function timeModel(population: Population, model: ModelName, rounds: number): Speed {
  const fitting: number[] = [];
  const scoring: number[] = [];
  let last: Fit | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    const found = fit(population, { model });
    const fitted = performance.now();
    assert(found.ok, 'the population has no fault');
    const scores = score(found.value, population, 13);
    fitting.push((fitted - begun) / 1000);
    scoring.push((performance.now() - fitted) / 1000);
    assert(scores.ok, 'the population has no fault');
    last = found.value;
  }
  return { fitSeconds: median(fitting), scoreSeconds: median(scoring), fit: last! };
}
