import { Type } from 'typebox';
import {
  CampaignReport,
  ChoicesQuery,
  Id,
  NewPlan,
  pageOf,
  PlanChoice,
  PlanDetail,
  PlansQuery,
  PlanView,
} from '@shuke/contract';
import { inRead, type Ctx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok, parseMinor, refuse } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { approvePlan } from './approve-plan.ts';
import { planReport, templateReport } from './campaign-report.ts';
import { getPlan, listChoices, listPlans } from './decision-queries.ts';
import { discardPlan } from './discard-plan.ts';
import { draftPlan } from './draft-plan.ts';
import { issuePlan } from './issue-plan.ts';
import { choiceView, planDetail, planView, reportView } from './views.ts';

const PlanParams = Type.Object({ planId: Id });

const currencyOf = async (ctx: Ctx): Promise<string> => (await inRead(ctx, merchantSettings)).currency;

const writes: Route[] = [
  route({
    method: 'POST',
    url: '/v1/plans',
    summary: 'Draft a plan: weigh every customer, at most one offer each, within a budget',
    access: 'decision:write',
    keyed: true,
    body: NewPlan,
    answer: PlanDetail,
    status: 201,
    refusals: [
      'plan_budget_invalid',
      'thresholds_out_of_order',
      'plan_as_of_in_future',
      'no_active_offer',
      'offer_not_active',
      'too_many_offers',
      'plan_budget_too_small',
      'no_customers',
    ],
    handle: async (ctx, { key, body }) => {
      const currency = await currencyOf(ctx);
      const { budget, ...asked } = body;
      const budgetMinor = parseMinor(budget, currency);
      if (budgetMinor === null || budgetMinor <= 0) return refuse('plan_budget_invalid', { budget, currency });
      const drafted = await draftPlan(ctx, { ...asked, key, budgetMinor });
      if (!drafted.ok) return drafted;
      const plan = await getPlan(ctx, drafted.value.planId);
      // What never changes of a plan is read again; what does is told as it was, so that a repeat gets the first answer.
      return plan.ok ? ok(planDetail({ ...plan.value, ...drafted.value }, currency)) : plan;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/plans/:planId/approval',
    summary: 'Approve a draft',
    access: 'decision:write',
    keyed: true,
    params: PlanParams,
    answer: PlanView,
    refusals: ['plan_not_found', 'plan_discarded', 'plan_not_draft'],
    handle: async (ctx, { key, params }) => {
      const approved = await approvePlan(ctx, { key, planId: params.planId });
      return approved.ok ? ok(planView(approved.value, await currencyOf(ctx))) : approved;
    },
  }),
  route({
    method: 'POST',
    url: '/v1/plans/:planId/issue',
    summary: "Issue an approved plan's coupons, each once",
    access: 'decision:write',
    keyed: true,
    params: PlanParams,
    answer: PlanView,
    refusals: ['plan_not_found', 'plan_discarded', 'plan_not_approved', 'plan_already_issued', 'plan_outdated'],
    handle: async (ctx, { key, params }) => {
      const issued = await issuePlan(ctx, { key, planId: params.planId });
      return issued.ok ? ok(planView(issued.value, await currencyOf(ctx))) : issued;
    },
  }),
  route({
    method: 'DELETE',
    url: '/v1/plans/:planId',
    summary: 'Discard a plan that has not been issued',
    access: 'decision:write',
    params: PlanParams,
    refusals: ['plan_not_found', 'plan_already_issued'],
    handle: (ctx, { params }) => discardPlan(ctx, params.planId),
  }),
];

const reads: Route[] = [
  route({
    method: 'GET',
    url: '/v1/plans',
    summary: 'Plans, the newest first',
    access: 'decision:read',
    query: PlansQuery,
    answer: pageOf(PlanView),
    handle: async (ctx, { query }) => {
      const [page, currency] = await Promise.all([listPlans(ctx, query), currencyOf(ctx)]);
      return ok({ next: page.next, items: page.items.map((plan) => planView(plan, currency)) });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/plans/:planId',
    summary: 'One plan, with what it weighed and assumed',
    access: 'decision:read',
    params: PlanParams,
    answer: PlanDetail,
    refusals: ['plan_not_found'],
    handle: async (ctx, { params }) => {
      const plan = await getPlan(ctx, params.planId);
      return plan.ok ? ok(planDetail(plan.value, await currencyOf(ctx))) : plan;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/plans/:planId/choices',
    summary: 'What was chosen for each customer and why, the most valuable first',
    access: 'decision:read',
    params: PlanParams,
    query: ChoicesQuery,
    answer: pageOf(PlanChoice),
    refusals: ['plan_not_found'],
    handle: async (ctx, { params, query }) => {
      const page = await listChoices(ctx, params.planId, query);
      if (!page.ok) return page;
      const currency = await currencyOf(ctx);
      return ok({ next: page.value.next, items: page.value.items.map((one) => choiceView(one, currency)) });
    },
  }),
  route({
    method: 'GET',
    url: '/v1/plans/:planId/report',
    summary: 'What a plan earned: redemptions, and treated against control',
    access: 'decision:read',
    params: PlanParams,
    answer: CampaignReport,
    refusals: ['plan_not_found', 'plan_not_issued'],
    handle: async (ctx, { params }) => {
      const report = await planReport(ctx, params.planId);
      return report.ok ? ok(reportView(report.value, await currencyOf(ctx))) : report;
    },
  }),
  route({
    method: 'GET',
    url: '/v1/coupon-templates/:templateId/report',
    summary: 'What became of the coupons of a template',
    access: 'decision:read',
    params: Type.Object({ templateId: Id }),
    answer: CampaignReport,
    refusals: ['coupon_template_not_found'],
    handle: async (ctx, { params }) => {
      const report = await templateReport(ctx, params.templateId);
      return report.ok ? ok(reportView(report.value, await currencyOf(ctx))) : report;
    },
  }),
];

export const decisionRoutes: Route[] = [...reads, ...writes];
