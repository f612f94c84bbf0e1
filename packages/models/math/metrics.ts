/**
 * The chance that a row with label 1 scores above one with label 0, ties counted half (area under the ROC curve, from ranks:
 * Mann–Whitney). NaN where one of the labels is absent.
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let rankSum = 0;
  for (let i = 0; i < order.length;) {
    let end = i;
    let tied = 0;
    while (end < order.length && scores[order[end]!] === scores[order[i]!]) tied += labels[order[end++]!]!;
    positives += tied;
    rankSum += (tied * (i + 1 + end)) / 2;
    i = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives));
}

/** The mean of -log of the chance that was given to what happened, in nats; chances are kept 1e-15 away from 0 and 1. */
export function logLoss(chances: ArrayLike<number>, labels: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < chances.length; i += 1) {
    const chance = Math.min(1 - 1e-15, Math.max(1e-15, chances[i]!));
    sum -= labels[i]! === 1 ? Math.log(chance) : Math.log(1 - chance);
  }
  return sum / chances.length;
}
