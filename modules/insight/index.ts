export { customerFacts, type CustomerFacts, type CustomerFactsOptions } from './customer-facts.ts';
export { overview, customersByClass, dailySeries } from './overview.ts';
export { salesByHour, salesBySource, salesByStore, topProducts } from './breakdowns.ts';
export { concentration, coreList } from './concentration-queries.ts';
export { listCustomers, type AskedCustomers } from './customer-list.ts';
export type { Asked } from './asking.ts';
export type { InsightRefusal } from './errors.ts';
export { insightRoutes } from './routes.ts';
