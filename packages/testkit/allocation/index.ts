export { drawProblem, type Town } from './draw-problem.ts';
export { optimumOf } from './optimum.ts';
