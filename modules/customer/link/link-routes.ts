import { CustomerParams, DuplicatesView, LinkView, NewMerge, PersonView, UnmergeView } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { likelyDuplicates, personOf } from './link-queries.ts';
import { mergeCustomers } from './merge-customers.ts';
import { unmergeCustomers } from './unmerge-customers.ts';

export const linkRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/merges',
    summary: 'Take a customer and another one for one person',
    access: 'customer:merge',
    keyed: true,
    params: CustomerParams,
    body: NewMerge,
    answer: LinkView,
    status: 201,
    refusals: [
      'customer_not_found',
      'customer_merged_already',
      'customer_same_person',
      'circle_too_large',
      'idempotency_key_reused',
    ],
    handle: (ctx, { key, params, body }) => mergeCustomers(ctx, { key, fromCustomerId: params.customerId, ...body }),
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/unmerges',
    summary: 'End the merge of a customer, as if it had never been, and list what was spent across the two',
    access: 'customer:merge',
    keyed: true,
    params: CustomerParams,
    answer: UnmergeView,
    status: 201,
    refusals: ['customer_not_found', 'customer_not_merged', 'idempotency_key_reused'],
    handle: (ctx, { key, params }) => unmergeCustomers(ctx, { key, customerId: params.customerId }),
  }),
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/person',
    summary: 'The person for whom a customer stands, with all merges',
    access: 'customer:read',
    params: CustomerParams,
    answer: PersonView,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => personOf(ctx, params.customerId),
  }),
  route({
    method: 'GET',
    url: '/v1/customer-duplicates',
    summary: 'Customers who are likely one person, with the evidence; at most 200 pairs',
    access: 'customer:merge',
    answer: DuplicatesView,
    handle: (ctx) => likelyDuplicates(ctx),
  }),
];
