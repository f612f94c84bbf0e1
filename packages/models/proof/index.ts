export { alwaysValidP, discoveries, type Discovery } from './always-valid.ts';
export { mixtureRadius, tuningFor, type Boundary } from './confidence-sequence.ts';
export { cupedTheta, withoutCovariate } from './cuped.ts';
export { liftInterval, MIN_ARM, type Arm, type LiftInterval, type LiftOptions, type SampleRefusal } from './lift.ts';
export { mean, variance } from './moments.ts';
export { sampleRatio, type SampleRatio } from './sample-ratio.ts';
export { shortened, upperCap } from './winsorise.ts';
export {
  switchbackLift,
  switchbackPlan,
  type Switchback,
  type SwitchbackLift,
  type SwitchbackRefusal,
} from './switchback.ts';
