import {
  InsightClasses,
  InsightConcentration,
  InsightCore,
  InsightCoreQuery,
  InsightCustomers,
  InsightCustomersQuery,
  InsightDaily,
  InsightHours,
  InsightOverview,
  InsightProducts,
  InsightProductsQuery,
  InsightSources,
  InsightStores,
} from '@shuke/contract';
import type { Ctx } from '@shuke/db';
import { mayDo, route, type Route } from '@shuke/http';
import { refuse, type Result } from '@shuke/kernel';
import { salesByHour, salesBySource, salesByStore } from './sales/breakdowns.ts';
import { dailySeries } from './sales/daily.ts';
import { topProducts } from './sales/products.ts';
import { concentration, coreList } from './people/concentration-queries.ts';
import { listCustomers } from './people/customer-list.ts';
import { dashboard, REFUSALS } from './dashboard-route.ts';
import type { InsightRefusal } from './errors.ts';
import { customersByClass, overview } from './people/overview.ts';
import { boardRoutes } from './board-routes.ts';
import { rankingRoutes } from './ranking/ranking-routes.ts';
import { regularRoutes } from './regular/regular-routes.ts';

/** A list of people. */
const list = (name: string, summary: string) =>
  ({ method: 'GET', url: `/v1/insight/${name}`, summary, access: 'customer:read', refusals: REFUSALS }) as const;

// A list of people needs both: the tills may look up one customer, but not who spends most; a brand owner sees sums only.
const withInsight = async <T>(
  ctx: Ctx,
  answer: () => Promise<Result<T, InsightRefusal>>,
): Promise<Result<T, InsightRefusal>> =>
  mayDo(ctx.actor, 'insight:read') ? answer() : refuse('forbidden', { needs: 'insight:read' });

/** All reading. People are listed only under `customer:read`; everything else is a sum. */
export const insightRoutes: Route[] = [
  route({
    ...dashboard('overview', 'New customers, transactions, activity, loyalty, value and the share of new customers'),
    answer: InsightOverview,
    handle: (ctx, { query }) => overview(ctx, query),
  }),
  route({
    ...dashboard('daily', 'Sales and guests by business day'),
    answer: InsightDaily,
    handle: (ctx, { query }) => dailySeries(ctx, query),
  }),
  route({
    ...dashboard('sources', 'Sales by where the orders came from'),
    answer: InsightSources,
    handle: (ctx, { query }) => salesBySource(ctx, query),
  }),
  route({
    ...dashboard('hours', "Sales by hour of the store's clock"),
    answer: InsightHours,
    handle: (ctx, { query }) => salesByHour(ctx, query),
  }),
  route({
    ...dashboard('stores', 'Sales by store'),
    answer: InsightStores,
    handle: (ctx, { query }) => salesByStore(ctx, query),
  }),
  route({
    ...dashboard('products', 'The products that brought most'),
    query: InsightProductsQuery,
    answer: InsightProducts,
    handle: (ctx, { query }) => topProducts(ctx, query),
  }),
  route({
    ...dashboard('classes', 'Customers by activity, loyalty and value'),
    answer: InsightClasses,
    handle: (ctx, { query }) => customersByClass(ctx, query),
  }),
  route({
    ...dashboard(
      'concentration',
      'The share of the best fifth, the Lorenz curve and the Gini coefficient, by month too',
    ),
    answer: InsightConcentration,
    handle: (ctx, { query }) => concentration(ctx, query),
  }),
  route({
    ...list('customers', 'Customers by class, with what their receipts say; needs insight:read too'),
    query: InsightCustomersQuery,
    answer: InsightCustomers,
    handle: (ctx, { query }) => withInsight(ctx, () => listCustomers(ctx, query)),
  }),
  route({
    ...list('core', 'The core list, the best fifth one by one; needs insight:read too'),
    query: InsightCoreQuery,
    answer: InsightCore,
    handle: (ctx, { query }) => withInsight(ctx, () => coreList(ctx, query)),
  }),
  ...boardRoutes,
  ...rankingRoutes,
  ...regularRoutes,
];
