import * as contract from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { getAudience, listAudiences, listMembers } from './audience-queries.ts';
import { countPeople } from './count-people.ts';
import { likelyBuyers } from './likely/likely-buyers.ts';
import { exportAudience } from './saved/export-audience.ts';
import { refreshAudience } from './saved/refresh-audience.ts';
import { changeAudience, createAudience, removeAudience } from './saved/save-audience.ts';
import { audienceView, memberView } from './views.ts';

const RULE_REFUSALS = [
  'audience_rule_invalid',
  'audience_rule_too_deep',
  'audience_rule_too_long',
  'audience_rule_not_dated',
  'audience_rule_unknown',
  'audience_rule_circular',
] as const;
const SAVE_REFUSALS = [...RULE_REFUSALS, 'audience_name_taken', 'audience_too_many'] as const;

const asking: Route[] = [
  route({
    method: 'GET',
    url: '/v1/audience-rules/schema',
    summary: 'What a segment rule may say, as JSON Schema',
    access: 'audience:read',
    answer: contract.AudienceRuleSchema,
    handle: async () => ok(contract.audienceRuleSchema),
  }),
  route({
    method: 'POST',
    url: '/v1/audience-rules/count',
    summary: 'How many people a rule means, now or as of an earlier day, exactly; each of its parts too if asked',
    access: 'audience:read',
    body: contract.AudienceCountBody,
    answer: contract.AudienceCount,
    refusals: [...RULE_REFUSALS, 'audience_as_of_in_future'],
    handle: (ctx, { body }) => countPeople(ctx, body),
  }),
  route({
    method: 'POST',
    url: '/v1/likely-buyers',
    summary: 'The people most likely to buy a product or of a category, with how well that was foreseen before',
    access: 'insight:read',
    body: contract.LikelyBuyersBody,
    answer: contract.LikelyBuyers,
    refusals: ['likely_buyers_subject', 'likely_buyers_history'],
    handle: (ctx, { body }) => likelyBuyers(ctx, body),
  }),
];

const reads: Route[] = [
  route({
    method: 'GET',
    url: '/v1/audiences',
    summary: 'Saved audiences, the newest first',
    access: 'audience:read',
    query: contract.AudiencesQuery,
    answer: contract.AudiencePage,
    handle: async (ctx, { query }) => {
      const { items, next } = await listAudiences(ctx, query);
      return ok({ items: items.map(audienceView), next });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/audiences/:audienceId',
    summary: 'One saved audience',
    access: 'audience:read',
    params: contract.AudienceParams,
    answer: contract.AudienceView,
    refusals: ['audience_not_found'],
    handle: async (ctx, { params }) => {
      const audience = await getAudience(ctx, params.audienceId);
      return audience.ok ? ok(audienceView(audience.value)) : audience;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/audiences/:audienceId/members',
    summary: 'The people of an audience as of its last refresh',
    access: 'audience:read',
    params: contract.AudienceParams,
    query: contract.AudiencesQuery,
    answer: contract.AudienceMemberPage,
    refusals: ['audience_not_found'],
    handle: async (ctx, { params, query }) => {
      const page = await listMembers(ctx, params.audienceId, query);
      return page.ok ? ok({ items: page.value.items.map(memberView), next: page.value.next }) : page;
    },
  }),
];

const writes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/audiences',
    summary: 'Save a rule under a name; its people are there after the first refresh',
    access: 'audience:write',
    keyed: true,
    body: contract.NewAudience,
    answer: contract.AudienceView,
    status: 201,
    refusals: [...SAVE_REFUSALS, 'idempotency_key_reused'],
    handle: async (ctx, { key, body }) => {
      const created = await createAudience(ctx, { key, name: body.name, rule: body.rule });
      return created.ok ? ok(audienceView(created.value)) : created;
    },
  }),
  route({
    method: 'PATCH',
    url: '/v1/audiences/:audienceId',
    summary: 'Change the name or the rule of an audience',
    access: 'audience:write',
    params: contract.AudienceParams,
    body: contract.AudienceChange,
    answer: contract.AudienceView,
    refusals: [...SAVE_REFUSALS, 'audience_not_found', 'audience_changed'],
    handle: async (ctx, { params, body }) => {
      const changed = await changeAudience(ctx, { ...params, ...body });
      return changed.ok ? ok(audienceView(changed.value)) : changed;
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/audiences/:audienceId',
    summary: 'Remove an audience',
    access: 'audience:write',
    params: contract.AudienceParams,
    refusals: ['audience_not_found', 'audience_in_use'],
    handle: (ctx, { params }) => removeAudience(ctx, params),
  }),
  route({
    method: 'POST',
    url: '/v1/audiences/:audienceId/refreshes',
    summary: 'Look at everybody now',
    access: 'audience:write',
    params: contract.AudienceParams,
    answer: contract.AudienceRefreshed,
    refusals: ['audience_not_found'],
    handle: (ctx, { params }) => refreshAudience(ctx, params.audienceId),
  }),
  route({
    method: 'POST',
    url: '/v1/audiences/:audienceId/exports',
    summary: 'The people of an audience who agree to the purpose on the channel, as CSV; it stands in the audit',
    access: 'audience:export',
    params: contract.AudienceParams,
    body: contract.AudienceExportBody,
    downloads: 'text/csv',
    refusals: ['audience_not_found', 'forbidden'],
    handle: (ctx, { params, body }) => exportAudience(ctx, { ...params, ...body }),
  }),
];

export const audienceRoutes: Route[] = [...asking, ...reads, ...writes];
