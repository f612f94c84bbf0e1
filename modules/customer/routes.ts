import { CustomerFound, CustomerParams, CustomerView, Identifier, NewCustomer } from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { createCustomer } from './identity/create-customer.ts';
import { identityRoutes } from './identity/routes.ts';
import { consentRoutes } from './consent/routes.ts';
import { linkRoutes } from './link/link-routes.ts';
import { noteRoutes } from './note/routes.ts';
import { tagRoutes } from './tag/routes.ts';
import { findCustomer, getCustomer } from './customer-queries.ts';

const IDENTIFIER_REFUSALS = ['identifier_invalid', 'identifier_is_card_number'] as const;

/** Nobody sees more of an identifier than its hint, whatever the role. */
export const customerRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/customers',
    summary: 'Make one customer of several identifiers',
    access: 'customer:write',
    keyed: true,
    body: NewCustomer,
    answer: CustomerView,
    status: 201,
    refusals: [...IDENTIFIER_REFUSALS, 'identifier_taken', 'idempotency_key_reused'],
    handle: (ctx, { key, body }) => createCustomer(ctx, { key, identifiers: body.identifiers }),
  }),
  route({
    method: 'POST',
    url: '/v1/customers/lookups',
    summary: 'Find a customer by an identifier',
    access: 'customer:read',
    body: Identifier,
    answer: CustomerFound,
    refusals: [...IDENTIFIER_REFUSALS, 'customer_not_found'],
    handle: (ctx, { body }) => findCustomer(ctx, body),
  }),
  route({
    method: 'GET',
    url: '/v1/customers/:customerId',
    summary: 'One customer, with hints of the identifiers',
    access: 'customer:read',
    params: CustomerParams,
    answer: CustomerView,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => getCustomer(ctx, params.customerId),
  }),
  ...consentRoutes,
  ...linkRoutes,
  ...noteRoutes,
  ...tagRoutes,
  ...identityRoutes,
];
