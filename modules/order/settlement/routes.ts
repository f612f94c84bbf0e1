import { OrderParams, OrderPostings, OrderSettlement } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { orderPostings } from './posting-queries.ts';
import { getSettlement } from './settlement-queries.ts';

export const settlementRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/orders/:orderId/settlement',
    summary: 'How an order was paid, what took off what, what it earned and what has come back of it',
    access: 'order:read',
    params: OrderParams,
    answer: OrderSettlement,
    refusals: ['order_not_found'],
    handle: (ctx, { params }) => getSettlement(ctx, params.orderId),
  }),
  route({
    method: 'GET',
    url: '/v1/orders/:orderId/postings',
    summary: 'What moved in the ledger for an order',
    access: 'ledger:read',
    params: OrderParams,
    answer: OrderPostings,
    refusals: ['order_not_found'],
    handle: (ctx, { params }) => orderPostings(ctx, params.orderId),
  }),
];
