import { covariance, mean, variance } from './moments.ts';

export interface Paired {
  readonly outcomes: Float64Array;
  readonly covariates: Float64Array;
}

/**
 * The weight of a covariate from before the experiment: within-group covariance over within-group variance, pooled over
 * both groups, so that an effect of the treatment does not leak into it. Zero where the covariate does not vary.
 * CUPED: Deng, Xu, Kohavi & Walker, WSDM 2013; with a correlation ρ the variance falls to 1 − ρ² of what it was.
 */
export function cupedTheta(groups: readonly Paired[]): number {
  let shared = 0;
  let own = 0;
  for (const { outcomes, covariates } of groups) {
    const freedom = outcomes.length - 1;
    shared += freedom * covariance(outcomes, covariates);
    own += freedom * variance(covariates);
  }
  return own === 0 ? 0 : shared / own;
}

/** Outcomes less what the covariate explains; the mean over both groups stays as it was when `centre` is its overall mean. */
export function withoutCovariate({ outcomes, covariates }: Paired, theta: number, centre: number): Float64Array {
  return outcomes.map((value, i) => value - theta * (covariates[i]! - centre));
}

/** The mean of a covariate over both groups. */
export function overallMean(groups: readonly Float64Array[]): number {
  const size = groups.reduce((sum, group) => sum + group.length, 0);
  return groups.reduce((sum, group) => sum + mean(group) * (group.length / size), 0);
}
