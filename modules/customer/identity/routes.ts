import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { bindIdentifier } from './bind-identifier.ts';
import { boundIdentifiers, listIncidents } from './identity-queries.ts';
import { releaseIdentifier } from './release-identifier.ts';
import { showMemberCode } from './show-member-code.ts';
import { readThreshold, setThreshold } from './threshold.ts';
import { collectCode, confirmCode, requestCode } from './verify-phone.ts';

const IDENTIFIER_REFUSALS = ['identifier_invalid', 'identifier_is_card_number'] as const;

const settingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/recognition-setting',
    summary: 'From which confidence on a person is named',
    access: 'customer:read',
    answer: contract.RecognitionSettingView,
    handle: async (ctx) => ok({ threshold: await readThreshold(ctx) }),
  }),
  route({
    method: 'PUT',
    url: '/v1/recognition-setting',
    summary: 'Set the confidence from which a person is named',
    access: 'merchant:write',
    body: contract.RecognitionSettingView,
    answer: contract.RecognitionSettingView,
    handle: (ctx, { body }) => setThreshold(ctx, body.threshold),
  }),
  route({
    method: 'GET',
    url: '/v1/identity-incidents',
    summary: 'What was refused or flagged about who people are, counted by day',
    access: 'customer:read',
    query: contract.IncidentQuery,
    answer: contract.IncidentsView,
    handle: async (ctx, { query }) => ok({ items: await listIncidents(ctx, query) }),
  }),
];

const bindingRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/identifiers',
    summary: "A customer's identifiers: hints with grade, source and when they were seen",
    access: 'customer:read',
    params: contract.CustomerParams,
    answer: contract.BoundIdentifiersView,
    refusals: ['customer_not_found'],
    handle: async (ctx, { params }) => {
      const bound = await boundIdentifiers(ctx, params.customerId);
      return bound.ok ? ok({ items: bound.value }) : bound;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/identifiers',
    summary: 'Give a customer one more identifier; one that they have stays as it is',
    access: 'customer:serve',
    params: contract.CustomerParams,
    body: contract.IdentifierBinding,
    answer: contract.BoundIdentifiersView,
    refusals: [...IDENTIFIER_REFUSALS, 'customer_not_found', 'identifier_taken'],
    handle: async (ctx, { params, body: { source, ...identifier } }) => {
      const from = ctx.actor.kind === 'api_key' ? 'api' : (source ?? 'staff');
      const bound = await bindIdentifier(ctx, { ...params, identifier, source: from });
      return bound.ok ? ok({ items: bound.value }) : bound;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/identifier-releases',
    summary: 'Take an identifier from a customer; it is then free',
    access: 'customer:write',
    params: contract.CustomerParams,
    body: contract.IdentifierRelease,
    answer: contract.BoundIdentifiersView,
    refusals: [...IDENTIFIER_REFUSALS, 'identifier_not_found'],
    handle: async (ctx, { params, body }) => {
      const left = await releaseIdentifier(ctx, { ...params, identifier: body });
      return left.ok ? ok({ items: left.value }) : left;
    },
  }),
];

const proofRoutes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/customers/:customerId/verifications',
    summary: "Have a code sent to a customer's phone",
    access: 'customer:serve',
    keyed: true,
    params: contract.CustomerParams,
    body: contract.VerificationBody,
    answer: contract.VerificationView,
    status: 201,
    refusals: [
      ...IDENTIFIER_REFUSALS,
      ...(['identifier_not_found', 'customer_not_found', 'verification_limited', 'idempotency_key_reused'] as const),
    ],
    handle: (ctx, { key, params, body }) => requestCode(ctx, { key, ...params, ...body }),
  }),
  route({
    method: 'POST',
    url: '/v1/verifications/:verificationId/collection',
    summary: 'Collect a code once, to send it: for the system that sends messages',
    access: 'customer:verify',
    params: contract.VerificationParams,
    answer: contract.CollectedCodeView,
    refusals: ['verification_not_found', 'verification_expired', 'verification_for_keys'],
    handle: (ctx, { params }) => collectCode(ctx, params.verificationId),
  }),
  route({
    method: 'POST',
    url: '/v1/verifications/:verificationId/confirmation',
    summary: 'Prove a phone by the code that was sent to it',
    access: 'customer:serve',
    params: contract.VerificationParams,
    body: contract.VerificationCode,
    refusals: ['verification_not_found', 'verification_expired', 'verification_wrong'],
    handle: (ctx, { params, body }) => confirmCode(ctx, { ...params, ...body }),
  }),
  route({
    method: 'GET',
    url: '/v1/customers/:customerId/member-code',
    summary: "The rotating code of a customer's card, for the guest's own screen",
    access: 'customer:verify',
    params: contract.CustomerParams,
    answer: contract.MemberCodeView,
    refusals: ['customer_not_found'],
    handle: (ctx, { params }) => showMemberCode(ctx, params.customerId),
  }),
];

/** Nobody sees more of an identifier than its hint but the system that sends codes. */
export const identityRoutes: Route[] = [...settingRoutes, ...bindingRoutes, ...proofRoutes];
