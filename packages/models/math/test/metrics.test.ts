import { seededRandom } from '@shuke/kernel';
import { expect, test } from 'vitest';
import { auc, logLoss } from '../metrics.ts';

test('the area under the curve is the share of pairs in their right order, ties half', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 20; round += 1) {
    const scores = Array.from({ length: 60 }, () => random.int(8));
    const labels = scores.map((score) => (random.next() < (score + 1) / 10 ? 1 : 0));
    let [right, pairs] = [0, 0];
    for (const [i, one] of labels.entries()) {
      for (const [j, other] of labels.entries()) {
        if (one <= other) continue;
        pairs += 1;
        right += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
      }
    }
    expect(auc(scores, labels)).toBeCloseTo(right / pairs, 12);
  }
  expect(auc([1, 2], [1, 1])).toBeNaN();
});

test('log loss of a fair coin is log 2, and of a certain miss finite', () => {
  expect(logLoss([0.5, 0.5], [0, 1])).toBeCloseTo(Math.LN2, 12);
  expect(logLoss([0], [1])).toBeCloseTo(15 * Math.LN10, 6);
});
