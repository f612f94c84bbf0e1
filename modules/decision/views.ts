import type { CampaignReport, Effect, PlanChoice, PlanDetail, PlanView } from '@shuke/contract';
import { formatMinor } from '@shuke/kernel';
import type { Report } from './campaign-report.ts';
import type { PlanWithCounts, ReadChoice } from './decision-queries.ts';
import type { Plan } from './plan.ts';
import { METHOD, redemptionRate, type EffectMinor, type Group } from './report.ts';

/** A plan as the API shows it. */
export function planView(plan: Plan, currency: string): PlanView {
  const { planId, name, status, asOf, horizonDays, controlBps, createdAt, approvedAt, issuedAt } = plan;
  return {
    planId,
    name,
    status,
    asOf,
    horizonDays,
    controlBps,
    createdAt,
    approvedAt,
    issuedAt,
    budget: formatMinor(plan.budgetMinor, currency),
    committed: formatMinor(plan.committedMinor, currency),
    customers: plan.customerCount,
    offers: plan.offerCount,
    control: plan.controlCount,
    issued: plan.issuedCount,
    notIssued: status === 'issued' ? plan.offerCount - plan.issuedCount : 0,
  };
}

export function planDetail(plan: PlanWithCounts, currency: string): PlanDetail {
  const { assumptions, templates, rhythms } = plan;
  return {
    ...planView(plan, currency),
    assumptions,
    templates: templates.map(({ templateId, name }) => ({ templateId, name })),
    rhythms: [...rhythms],
  };
}

/** A choice as the API shows it: with the reason's facts, from which the console makes a sentence. */
export function choiceView(choice: ReadChoice, currency: string): PlanChoice {
  const { customerId, hint, rank, rhythm, arm, templateId, reason, propensity, couponCode, notIssued, names } = choice;
  const money = (score: number): string => formatMinor(Math.round(score), currency);
  const { ticketMinor, ...facts } = choice.facts;
  const nothing = { templateId: null, name: null, score: money(0), excluded: null };
  return {
    customerId,
    hint,
    rank,
    rhythm,
    arm,
    templateId,
    reason,
    propensity,
    couponCode,
    notIssued,
    offer: templateId === null ? null : (names.get(templateId) ?? null),
    facts: typeof ticketMinor === 'number' ? { ...facts, ticket: money(ticketMinor) } : facts,
    score: money(choice.score),
    candidates: [
      ...choice.candidates.map((one) => ({ ...one, name: names.get(one.templateId) ?? null, score: money(one.score) })),
      nothing,
    ],
  };
}

/** A report as the API shows it. */
export function reportView(report: Report, currency: string): CampaignReport {
  const { planId, templateId, name, given, redeemed, newMembers, comparison } = report;
  const money = (minor: number): string => formatMinor(minor, currency);
  return {
    planId,
    templateId,
    name,
    given,
    redeemed,
    newMembers,
    asOf: report.asOf.toISOString(),
    redemptionRate: redemptionRate(report),
    discount: money(report.discountMinor),
    sales: money(report.salesMinor),
    ...(comparison ? comparisonView(comparison, money) : NO_COMPARISON),
  };
}

type Money = (minor: number) => string;

const NO_COMPARISON = { window: null, treated: null, control: null, lift: null, profit: null, sampleRatio: null };

function comparisonView(found: NonNullable<Report['comparison']>, money: Money) {
  const { from, to, horizonDays, complete, marginBps, sampleRatio } = found;
  const { expectedControl, pValue, suspicious } = sampleRatio;
  const { treated, control } = found;
  const all = treated.customers + control.customers;
  return {
    window: { from: from.toISOString(), to: to.toISOString(), horizonDays, complete },
    treated: groupView(treated, money),
    control: groupView(control, money),
    lift: effectView(found.lift, money),
    profit: { ...effectView(found.profit, money), marginBps },
    sampleRatio: { expectedControl, control: all === 0 ? 0 : control.customers / all, pValue, suspicious },
  };
}

const groupView = ({ customers, buyers, salesMinor, salesPerCustomerMinor }: Group, money: Money) => ({
  customers,
  buyers,
  sales: money(salesMinor),
  salesPerCustomer: money(salesPerCustomerMinor),
});

function effectView({ perCustomerMinor, lowMinor, highMinor, verdict, why }: EffectMinor, money: Money): Effect {
  const orNull = (minor: number | null): string | null => (minor === null ? null : money(minor));
  return {
    verdict,
    why,
    method: METHOD,
    perCustomer: orNull(perCustomerMinor),
    low: orNull(lowMinor),
    high: orNull(highMinor),
  };
}
