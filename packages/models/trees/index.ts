export type { TrainingRefusal } from './check.ts';
export type { Crew } from './crew.ts';
export type { Objective } from './objective.ts';
export type { Features, TrainOptions, Validation } from './options.ts';
export { predict, predictScores } from './predict.ts';
export { loadTrees, saveTrees, type SavedTrees } from './saved.ts';
export { train, tryTrain } from './train.ts';
export { columnGains, type Trees } from './trees.ts';
