import {
  ApiKeyAdded,
  ApiKeyPage,
  ApiKeyParams,
  ByIdQuery,
  NewApiKey,
  NewStaff,
  PasswordReset,
  StaffAdded,
  StaffChange,
  StaffPage,
  StaffParams,
  StaffView,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { addStaff } from './add-staff.ts';
import { addApiKey, revokeApiKey } from './api-keys.ts';
import { listApiKeys, listStaff } from './merchant-queries.ts';
import { resetPassword } from './reset-password.ts';
import { updateStaff } from './update-staff.ts';

const peopleRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/staff',
    summary: 'The staff, in the order in which they came',
    access: 'staff:write',
    query: ByIdQuery,
    answer: StaffPage,
    handle: async (ctx, { query }) => ok(await listStaff(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/staff',
    summary: 'Add a person with a one-time password, which the first answer alone shows',
    access: 'staff:write',
    body: NewStaff,
    answer: StaffAdded,
    status: 201,
    keyed: true,
    refusals: ['sign_in_name_taken', 'not_found'],
    handle: (ctx, { body, key }) => addStaff(ctx, { ...body, key }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/staff/:staffId',
    summary: "Change a person's name, role or store, or switch them off or on",
    access: 'staff:write',
    params: StaffParams,
    body: StaffChange,
    answer: StaffView,
    refusals: ['not_found', 'last_owner'],
    handle: (ctx, { params, body }) => updateStaff(ctx, { ...body, ...params }),
  }),
  route({
    method: 'POST',
    url: '/v1/staff/:staffId/one-time-password',
    summary: 'Give a person a new one-time password and sign them out everywhere',
    access: 'staff:write',
    params: StaffParams,
    answer: PasswordReset,
    status: 201,
    keyed: true,
    refusals: ['not_found'],
    handle: (ctx, { params, key }) => resetPassword(ctx, { ...params, key }),
  }),
];

const keyRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/api-keys',
    summary: 'The API keys, revoked ones too; their tokens are not kept',
    access: 'staff:write',
    query: ByIdQuery,
    answer: ApiKeyPage,
    handle: async (ctx, { query }) => ok(await listApiKeys(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/api-keys',
    summary: 'Make an API key, whose token the first answer alone shows',
    access: 'staff:write',
    body: NewApiKey,
    answer: ApiKeyAdded,
    status: 201,
    keyed: true,
    handle: (ctx, { body, key }) => addApiKey(ctx, { ...body, key }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/api-keys/:keyId',
    summary: 'Revoke an API key at once',
    access: 'staff:write',
    params: ApiKeyParams,
    refusals: ['not_found'],
    handle: (ctx, { params }) => revokeApiKey(ctx, params.keyId),
  }),
];

export const staffRoutes: Route[] = [...peopleRoutes, ...keyRoutes];
