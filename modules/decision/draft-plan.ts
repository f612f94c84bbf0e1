import type { PlanAssumptions, PlanAssumptionsInput } from '@shuke/contract';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { customerFacts, type CustomerFacts } from '@shuke/insight';
import { businessDay, newId, ok, refuse, type Result } from '@shuke/kernel';
import { merchantSettings } from '@shuke/merchant';
import { assumptionsWith, CONTROL_BPS, DEFAULT_HORIZON_DAYS } from './assumptions.ts';
import { controlGroup } from './control-group.ts';
import * as store from './decision-store.ts';
import type { DraftRefusal, KeyReused } from './errors.ts';
import { planDrafted } from './events.ts';
import { readOffers } from './offers.ts';
import { asPersons, readPeople, type People } from './people.ts';
import type { Plan } from './plan.ts';
import type { Offer } from './score.ts';
import * as situation from './situation-store.ts';
import { weigh, type Choice, type Customer } from './weigh.ts';

export interface DraftPlan {
  readonly key: string;
  readonly name: string;
  readonly budgetMinor: number;
  /** The business day as of which customers are judged; the last one with a receipt unless told. */
  readonly asOf?: string;
  readonly horizonDays?: number;
  /** The templates to weigh; all that can be issued unless told. */
  readonly offers?: readonly string[];
  readonly assumptions?: PlanAssumptionsInput;
}

/** Weighs every customer and writes a draft with at most one offer each, within the budget (minor units). */
export function draftPlan(ctx: Ctx, cmd: DraftPlan): Promise<Result<Plan, DraftRefusal | KeyReused>> {
  return inTx(ctx, { key: cmd.key, input: ['draftPlan', cmd] }, async (tx) => {
    const terms = await readTerms(tx, cmd);
    if (!terms.ok) return terms;
    const { offers, asOf, assumptions } = terms.value;
    // Before anything that an issue changes is read: one that begins from now on makes this draft outdated.
    const plansBefore = await store.countBegun(tx);
    const people = await readPeople(tx);
    const customers = await readCustomers(tx, asOf, people);
    if (customers.every(({ visits }) => visits === null)) return refuse('no_customers', { asOf });
    const choices = weigh({
      customers,
      offers,
      assumptions,
      budgetMinor: cmd.budgetMinor,
      controlBps: CONTROL_BPS,
      isControl: controlGroup(ctx.vault, tx.merchantId, people),
      openOffers: asPersons(await situation.holdersOfOpenOffers(tx), people),
      recentOffers: asPersons(await situation.recentlyChosen(tx), people),
      limitReached: await situation.atCustomerLimit(tx, limitsOf(offers), people),
      earlier: await situation.earlierRhythms(tx, asOf, people),
    });
    return ok(await write(tx, { cmd, terms: terms.value, choices, plansBefore, createdBy: ctx.actor.id }));
  });
}

interface Terms {
  readonly assumptions: PlanAssumptions;
  readonly asOf: string;
  readonly offers: readonly Offer[];
}

async function readTerms(tx: Tx, cmd: DraftPlan): Promise<Result<Terms, DraftRefusal>> {
  const assumptions = assumptionsWith(cmd.assumptions);
  if (!assumptions.ok) return assumptions;
  const today = await todayOf(tx);
  if (cmd.asOf !== undefined && cmd.asOf > today) return refuse('plan_as_of_in_future', { today });
  const offers = await readOffers(tx, cmd.offers);
  if (!offers.ok) return offers;
  const cheapestMinor = Math.min(...offers.value.map((offer) => offer.liabilityMinor));
  if (cheapestMinor > cmd.budgetMinor) {
    return refuse('plan_budget_too_small', { budgetMinor: cmd.budgetMinor, cheapestMinor });
  }
  const asOf = cmd.asOf ?? (await situation.lastReceiptDay(tx, today)) ?? today;
  return ok({ assumptions: assumptions.value, asOf, offers: offers.value });
}

/** The merchant's business day now. */
async function todayOf(tx: Tx): Promise<string> {
  const { timeZone, dayStartMinute } = await merchantSettings(tx);
  return businessDay(tx.now.getTime(), timeZone, dayStartMinute);
}

/** Every person of the merchant, merged customers once; those without a receipt by that day have no visits. */
async function readCustomers(tx: Tx, asOf: string, people: People): Promise<Customer[]> {
  const facts = await customerFacts(tx, { asOf });
  const known = new Set(facts.map(({ customerId }) => customerId));
  const persons = asPersons(new Set(await situation.allCustomerIds(tx)), people);
  const strangers = [...persons].filter((customerId) => !known.has(customerId));
  return [...facts.map(customerOf), ...strangers.map((customerId) => ({ customerId, visits: null }))];
}

const customerOf = (facts: CustomerFacts): Customer => ({
  customerId: facts.customerId,
  visits: {
    lastDay: facts.lastDay,
    sinceDays: facts.recencyDays,
    visitDays: facts.visitDays,
    gapDays: facts.yardstickGapDays,
    gapIsOwn: facts.gapIsOwn,
    ticketMinor: facts.averageTicketMinor,
  },
});

const limitsOf = (offers: readonly Offer[]) =>
  offers.flatMap(({ templateId, customerLimit }) => (customerLimit === null ? [] : [{ templateId, customerLimit }]));

interface Drafted {
  readonly cmd: DraftPlan;
  readonly terms: Terms;
  readonly choices: readonly Choice[];
  readonly plansBefore: number;
  readonly createdBy: string;
}

async function write(tx: Tx, { cmd, terms, choices, plansBefore, createdBy }: Drafted): Promise<Plan> {
  const { asOf, assumptions, offers } = terms;
  const liabilities = new Map(offers.map((offer) => [offer.templateId, offer.liabilityMinor]));
  const treated = choices.filter(({ arm }) => arm === 'treated');
  const committedMinor = treated.reduce((sum, { templateId }) => sum + (liabilities.get(templateId!) ?? 0), 0);
  const draft = {
    planId: newId(),
    name: cmd.name,
    asOf,
    assumptions,
    budgetMinor: cmd.budgetMinor,
    committedMinor,
    plansBefore,
    controlBps: CONTROL_BPS,
    horizonDays: cmd.horizonDays ?? DEFAULT_HORIZON_DAYS,
    customerCount: choices.length,
    offerCount: treated.length,
    controlCount: choices.filter(({ arm }) => arm === 'control').length,
  };
  const plan = await store.insertPlan(tx, draft, createdBy);
  await store.insertOffers(tx, plan.planId, offers);
  await store.insertChoices(tx, plan.planId, choices);
  await appendEvents(tx, [planDrafted(plan.planId, { customers: choices.length, offers: treated.length })]);
  return plan;
}
