import { appendEvents, enqueue, inTx, type Ctx, type Tx, type Vault } from '@shuke/db';
import { issueMany } from '@shuke/coupon';
import { MINUTE_MS, must, ok, refuse, type Result } from '@shuke/kernel';
import type { PlanCommand } from './approve-plan.ts';
import { controlGroup } from './control-group.ts';
import * as store from './decision-store.ts';
import type { IssuePlanRefusal, KeyReused } from './errors.ts';
import { planIssued } from './events.ts';
import { offerEnds } from './offers.ts';
import { asPersons, readPeople } from './people.ts';
import type { Plan } from './plan.ts';
import { holdersOfOpenOffers } from './situation-store.ts';

/** How many coupons one transaction issues. Their templates are locked meanwhile, so it is kept to a fraction of a second. */
export const ISSUE_CHUNK = 1_000;

/** The job that finishes what a killed process began. */
export const FINISH_ISSUE = 'decision.finish_issue';

export interface IssuePlan extends PlanCommand {
  /** Told after each chunk how many choices it settled. What it throws stops the issue between two chunks. */
  readonly onChunk?: (settled: number) => void;
}

/**
 * Issues an approved plan's coupons, each once. It goes in chunks, each a transaction that gives coupons and marks their
 * choices together: killed in between, the next call goes on where it stopped, and calls at the same time share the work.
 */
export async function issuePlan(
  ctx: Ctx,
  { key, planId, onChunk }: IssuePlan,
): Promise<Result<Plan, IssuePlanRefusal | KeyReused>> {
  const begun = await inTx(ctx, { key, input: ['issuePlan', planId] }, (tx) => begin(tx, planId));
  return begun.ok ? finishIssue(ctx, planId, onChunk) : begun;
}

/** Issues what is left of a plan that was begun, and answers the plan as it then is. */
export async function finishIssue(
  ctx: Ctx,
  planId: string,
  onChunk: (settled: number) => void = () => {},
): Promise<Result<Plan, IssuePlanRefusal | KeyReused>> {
  for (;;) {
    const done = await inTx<Plan | number, IssuePlanRefusal>(ctx, {}, (tx) => issueChunk(tx, planId, ctx.vault));
    if (!done.ok) return done;
    if (typeof done.value !== 'number') return ok(done.value);
    onChunk(done.value);
  }
}

async function begin(tx: Tx, planId: string): Promise<Result<{ planId: string }, IssuePlanRefusal>> {
  await store.lockIssuable(tx);
  const plan = await store.lockPlan(tx, planId);
  if (!plan) return refuse('plan_not_found', { planId });
  if (plan.status === 'discarded') return refuse('plan_discarded', { planId });
  if (plan.status === 'draft') return refuse('plan_not_approved', { planId });
  if (plan.status === 'issued') return refuse('plan_already_issued', { planId, issuedAt: plan.issuedAt });
  if (plan.status === 'approved') {
    if ((await store.countBegun(tx)) !== plan.plansBefore) return refuse('plan_outdated', { planId });
    await store.beginIssue(tx, planId);
    await store.setOpenUntil(tx, planId, await offerEnds(tx, await store.planOffers(tx, planId)));
    // Whoever called may die before the end; a minute later somebody looks after it.
    const runAt = new Date(tx.now.getTime() + MINUTE_MS);
    await enqueue(tx, { name: FINISH_ISSUE, payload: { merchantId: tx.merchantId, planId }, jobKey: planId, runAt });
  }
  return ok({ planId });
}

/** Settles the next choices; a number says how many, the plan says that none are left. */
async function issueChunk(tx: Tx, planId: string, vault: Vault): Promise<Result<Plan | number, IssuePlanRefusal>> {
  const plan = await store.lockPlan(tx, planId);
  if (!plan) return refuse('plan_not_found', { planId });
  if (plan.status !== 'issuing') return ok(plan);
  const waiting = await store.nextWaiting(tx, plan, ISSUE_CHUNK);
  if (waiting.length === 0) {
    const issued = await store.finishIssue(tx, planId);
    await appendEvents(tx, [planIssued(planId, issued.issuedCount)]);
    return ok(issued);
  }
  await store.bookChunk(tx, planId, await issueWaiting(tx, { planId, waiting, vault }));
  return ok(waiting.length);
}

interface Issuing {
  readonly planId: string;
  readonly waiting: readonly store.Waiting[];
  readonly vault: Vault;
}

/** Issues a coupon to each, or notes why there is none: somebody holds an open offer, or the template has run out. */
async function issueWaiting(tx: Tx, { planId, waiting, vault }: Issuing): Promise<store.Chunk> {
  const couponIds: Record<string, string> = {};
  const notIssued = await whyNot(tx, { waiting, vault });
  let costMinor = 0;
  const free = waiting.filter(({ customerId }) => notIssued[customerId] === undefined);
  const rows = free.map(({ customerId, templateId }) => ({ customerId, templateId, planId }));
  const results = await issueMany(tx, rows);
  const liabilities = new Map((await store.planOffers(tx, planId)).map((o) => [o.templateId, o.liabilityMinor]));
  for (const [i, { customerId, templateId }] of free.entries()) {
    const result = must(results[i], 'each row has its result');
    if (result.ok) couponIds[customerId] = result.value.couponId;
    else notIssued[customerId] = result.refusal.code;
    if (result.ok) costMinor += must(liabilities.get(templateId), 'a choice is of an offer of the plan');
  }
  const [first, last] = [waiting[0], waiting.at(-1)];
  return { fromRank: first?.rank ?? 0, toRank: last?.rank ?? 0, couponIds, notIssued, costMinor };
}

/**
 * Who holds an open offer; and who was merged since the plan was drafted and now is somebody else, or in the control group: a
 * person would be given what is withheld from her.
 */
async function whyNot(tx: Tx, { waiting, vault }: Pick<Issuing, 'waiting' | 'vault'>): Promise<Record<string, string>> {
  const people = await readPeople(tx);
  const isControlled = controlGroup(vault, tx.merchantId, people);
  const isOfSeveral = waiting.some(({ customerId }) => people.merged.has(customerId));
  const holders = isOfSeveral ? asPersons(await holdersOfOpenOffers(tx), people) : new Set();
  const isMerged = (id: string): boolean =>
    people.personOf(id) !== id || (people.eldestOf(id) !== id && isControlled(id));
  return Object.fromEntries(
    waiting.flatMap(({ customerId, hasOpenOffer }) => {
      if (isMerged(customerId)) return [[customerId, 'customer_merged_already']];
      return hasOpenOffer || holders.has(customerId) ? [[customerId, 'has_open_offer']] : [];
    }),
  );
}
