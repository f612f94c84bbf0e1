/** Every question that a page of the console asks, by what it answers. */
export { explainChange } from './change/explain-change.ts';
export { cohorts } from './people/cohorts.ts';
export { concentration, coreList } from './people/concentration-queries.ts';
export { listCustomers, type AskedCustomers } from './people/customer-list.ts';
export { nextVisits } from './people/forecast.ts';
export { members } from './people/members.ts';
export { customersByClass, overview } from './people/overview.ts';
export { newAndReturning } from './people/returning.ts';
export { hotElsewhere } from './ranking/hot-elsewhere.ts';
export { salesByHour, salesBySource, salesByStore } from './sales/breakdowns.ts';
export { dailySeries } from './sales/daily.ts';
export { topProducts } from './sales/products.ts';
export { storeScore } from './score/store-score.ts';
