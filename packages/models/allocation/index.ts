export { allocate, type Allocation } from './allocate.ts';
export type { Prices } from './choose.ts';
export type { Groups, Problem, ProblemRefusal } from './problem.ts';
