import {
  ContentRuleChange,
  ContentRulePage,
  ContentRuleParams,
  ContentRulesQuery,
  ContentRuleView,
  NewContentRule,
} from '@shuke/contract';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { listContent } from './content-view.ts';
import { addContent, changeContent, removeContent } from './save-content.ts';

export const contentRoutes: Route[] = [
  route({
    method: 'GET',
    url: '/v1/content-rules',
    summary: 'What the pages of guests show, and to whom',
    access: 'touchpoint:read',
    query: ContentRulesQuery,
    answer: ContentRulePage,
    handle: async (ctx, { query }) => ok(await listContent(ctx, query)),
  }),
  route({
    method: 'POST',
    url: '/v1/content-rules',
    summary: 'Add content for a brand, a region, a store, a segment or a person',
    access: 'touchpoint:write',
    body: NewContentRule,
    answer: ContentRuleView,
    status: 201,
    keyed: true,
    refusals: ['content_invalid', 'not_found'],
    handle: (ctx, { body, key }) => addContent(ctx, { ...body, key }),
  }),
  route({
    method: 'PATCH',
    url: '/v1/content-rules/:ruleId',
    summary: 'Change content; its slot and scope stay',
    access: 'touchpoint:write',
    params: ContentRuleParams,
    body: ContentRuleChange,
    answer: ContentRuleView,
    refusals: ['content_invalid', 'content_not_found'],
    handle: (ctx, { params, body }) => changeContent(ctx, { ...body, ...params }),
  }),
  route({
    method: 'DELETE',
    url: '/v1/content-rules/:ruleId',
    summary: 'Take content away for good',
    access: 'touchpoint:write',
    params: ContentRuleParams,
    refusals: ['content_not_found'],
    handle: (ctx, { params }) => removeContent(ctx, params.ruleId),
  }),
];
