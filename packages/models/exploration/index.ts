export { exploringPolicy, LEAST_PROPENSITY, pick } from './policy.ts';
export { posteriorOfMean, posteriorOfRate, thompsonPolicy, type Posterior } from './thompson.ts';
export { evaluate, type Estimate, type EvaluationRefusal, type Logged, type Target } from './off-policy.ts';
