import { meanLoss } from './objective.ts';
import type { Validation } from './options.ts';
import { addScores } from './predict.ts';
import type { Grove } from './trees.ts';

/** Watches the loss of rows that are not trained on while trees are added. */
export class EarlyStop {
  /** How many trees had the least loss so far. */
  bestTrees = 0;
  readonly #scores: Float64Array;
  readonly #grove: Grove;
  readonly #validation: Validation;
  #least: number;

  constructor(grove: Grove, validation: Validation) {
    this.#grove = grove;
    this.#validation = validation;
    this.#scores = new Float64Array(validation.x.rows).fill(grove.base);
    this.#least = meanLoss(grove.objective, this.#scores, validation.y);
  }

  /** Takes the newest tree in; true when none of the last `patience` trees made the loss smaller. */
  isOver(): boolean {
    const { trees, objective } = this.#grove;
    const { x, y, patience } = this.#validation;
    addScores(this.#grove, x, { scores: this.#scores, from: trees - 1, to: trees });
    const loss = meanLoss(objective, this.#scores, y);
    if (loss < this.#least) {
      this.#least = loss;
      this.bestTrees = trees;
    }
    return trees - this.bestTrees >= patience;
  }
}
