export { EXPERTS, type Expert, type Lesson } from './experts.ts';
export type { FactTable } from './fact-table.ts';
export type { Pair } from './facts.ts';
export { openForecaster, type Forecast, type Forecaster } from './forecast.ts';
export {
  MIN_PAIRS,
  MIN_REDEEMED,
  type Campaign,
  type CouponHistory,
  type ResponseFault,
  type ResponseRefusal,
} from './history.ts';
