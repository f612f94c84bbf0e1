/** The mean of at least one number, in the unit of the numbers. */
export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The unbiased sample variance (n − 1) of at least two numbers, in the unit squared; two passes, so that large means cost no digits. */
export function variance(values: Float64Array, around: number = mean(values)): number {
  let sum = 0;
  for (const value of values) sum += (value - around) ** 2;
  return sum / (values.length - 1);
}

/** The unbiased sample covariance of two equally long lists. */
export function covariance(a: Float64Array, b: Float64Array): number {
  const meanA = mean(a);
  const meanB = mean(b);
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i]! - meanA) * (b[i]! - meanB);
  return sum / (a.length - 1);
}
