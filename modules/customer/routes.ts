import { CustomerFound, CustomerParams, CustomerView, Identifier, NewCustomer } from '@shuke/contract';
import type { DataMapEntry } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { consentRoutes } from './consent/routes.ts';
import { findCustomer, getCustomer } from './customer-queries.ts';
import { createCustomer } from './identity/create-customer.ts';
import { recognitionRoutes, type Cards } from './identity/recognition-routes.ts';
import { identityRoutes } from './identity/routes.ts';
import type { VisitsOf } from './lifecycle/evaluate-activity.ts';
import { lifecycleRoutes } from './lifecycle/lifecycle-routes.ts';
import { linkRoutes } from './link/link-routes.ts';
import { noteRoutes } from './note/routes.ts';
import { privacyRoutes } from './privacy/privacy-routes.ts';
import { tagRoutes } from './tag/routes.ts';

const IDENTIFIER_REFUSALS = ['identifier_invalid', 'identifier_is_card_number'] as const;

/** What the routes of people need of modules above this one; the server brings it. */
export interface KnownAbove extends Cards {
  readonly visitsOf: VisitsOf;
  /** What every module holds of a person. */
  readonly dataMap: readonly DataMapEntry[];
}

/** All routes about people. */
export const customerRoutes = ({ cardsOf, visitsOf, dataMap }: KnownAbove): Route[] => [
  ...customers,
  ...privacyRoutes({ dataMap }),
  ...recognitionRoutes({ cardsOf }),
  ...lifecycleRoutes({ visitsOf }),
];

// Nobody sees more of an identifier than its hint, whatever the role.
const customers: readonly Route[] = [
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
