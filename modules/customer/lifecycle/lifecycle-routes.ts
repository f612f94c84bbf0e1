import { CustomerParams, LifecycleView } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import type { VisitsOf } from './evaluate-activity.ts';
import { lifecycleOf } from './lifecycle-queries.ts';

/** Give it how to read when customers bought, which belongs to a higher tier. */
export const lifecycleRoutes = ({ visitsOf }: { visitsOf: VisitsOf }): Route[] => [
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/lifecycle',
    summary: "A person's stage and activity, with their histories",
    access: 'customer:read',
    params: CustomerParams,
    answer: LifecycleView,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => lifecycleOf(ctx, { customerId: params.customerId, visitsOf }),
  }),
];
