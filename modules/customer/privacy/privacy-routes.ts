import {
  AccessPage,
  CustomerParams,
  Disclosure,
  Erasure,
  NewDisclosure,
  NewErasure,
  PersonExport,
} from '@shuke/contract';
import type { DataMapEntry } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { personAccesses } from './accesses.ts';
import { discloseIdentifiers } from './disclose-identifiers.ts';
import { erasePerson } from './erase-person.ts';
import { exportPerson } from './export-person.ts';

const NOT_THERE = ['customer_not_found', 'customer_erased'] as const;

/** What a person may ask of what is held on them, by the data map of all modules. */
export const privacyRoutes = ({ dataMap }: { dataMap: readonly DataMapEntry[] }): Route[] => [
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/disclosures',
    summary: "Read a person's identifiers in full; it is written into the audit",
    access: 'privacy:write',
    params: CustomerParams,
    body: NewDisclosure,
    answer: Disclosure,
    refusals: [...NOT_THERE],
    handle: (ctx, { params, body }) => discloseIdentifiers(ctx, { ...params, ...body }),
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/exports',
    summary: 'Everything that is held on a person; it is written into the audit',
    access: 'privacy:write',
    params: CustomerParams,
    answer: PersonExport,
    refusals: [...NOT_THERE],
    handle: (ctx, { params }) => exportPerson(ctx, dataMap, params.customerId),
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/erasures',
    summary: 'Erase a person for good, with all customers who are merged with them',
    access: 'privacy:write',
    keyed: true,
    params: CustomerParams,
    body: NewErasure,
    answer: Erasure,
    status: 201,
    refusals: [...NOT_THERE, 'idempotency_key_reused'],
    handle: (ctx, { key, params, body }) => erasePerson(ctx, dataMap, { key, ...params, ...body }),
  }),
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/accesses',
    summary: 'Who saw or did what of a person, the latest first',
    access: 'audit:read',
    params: CustomerParams,
    answer: AccessPage,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => personAccesses(ctx, params.customerId),
  }),
];
