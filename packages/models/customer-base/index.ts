export { fit, type Fit, type FitOptions, type Prior } from './fit.ts';
export { expectedSpend, fitSpend, type SpendFit, type Spending } from './gamma-gamma.ts';
export type { ModelName } from './models.ts';
export { score, type Scores } from './score.ts';
export { fitStores, type StoreFits, type StoreOptions } from './stores.ts';
export { forecast, type Candidate, type Forecast, type ForecastOptions } from './forecast.ts';
export { summarise, type Period, type Purchases, type Summarised } from './histories.ts';
export type { CustomerBaseRefusal, Summary } from './summary.ts';
