import type { ArmName, ChoiceReason, PlanAssumptions, Rhythm } from '@shuke/contract';
import { must } from '@shuke/kernel';
import { allocate, worthIt, type Award } from './allocate.ts';
import { heldGapDays, heldRhythm, rhythmOf, type EarlierRhythm } from './rhythm.ts';
import { presenceOf, scoreOffer, type Candidate, type Offer } from './score.ts';

/** What is known of one customer as of the plan's day. Who never bought has no visits. */
export interface Customer {
  readonly customerId: string;
  readonly visits: {
    readonly lastDay: string;
    readonly sinceDays: number;
    readonly visitDays: number;
    readonly gapDays: number;
    readonly gapIsOwn: boolean;
    readonly ticketMinor: number;
  } | null;
}

export interface Situation {
  readonly customers: readonly Customer[];
  readonly offers: readonly Offer[];
  readonly assumptions: PlanAssumptions;
  readonly budgetMinor: number;
  readonly controlBps: number;
  /** Who is in the permanent control group. */
  readonly isControl: (customerId: string) => boolean;
  /** Who still holds a coupon of an earlier plan. */
  readonly openOffers: ReadonlySet<string>;
  /** Who was chosen in an earlier plan whose offer still runs, whether given, used or withheld. */
  readonly recentOffers: ReadonlySet<string>;
  /** By template: who had as many of its coupons as one may have. */
  readonly limitReached: ReadonlyMap<string, ReadonlySet<string>>;
  /** What the last issued plan judged. */
  readonly earlier: ReadonlyMap<string, EarlierRhythm>;
}

/** What was chosen for one customer and why: the log of the decision. */
export interface Choice {
  readonly customerId: string;
  readonly rank: number;
  readonly rhythm: Rhythm;
  readonly lastDay: string | null;
  readonly arm: ArmName;
  readonly templateId: string | null;
  /** How likely this customer was, by the draw, to land in this arm. */
  readonly propensity: number;
  /** Of what was chosen; 0 for nothing. */
  readonly score: number;
  readonly reason: ChoiceReason;
  readonly facts: Readonly<Record<string, number | boolean>>;
  readonly candidates: readonly Candidate[];
}

interface Judged {
  readonly customer: Customer;
  readonly rhythm: Rhythm;
  readonly candidates: readonly Candidate[];
  /** Why nothing is chosen, whatever the budget; null for a contender. */
  readonly nothing: ChoiceReason | null;
  /** Whether a contender is in the control group; null for who is none. Only looked up then, for it takes a hash. */
  readonly isControl: boolean | null;
}

/** Weighs every customer once. Pure: the same situation gives the same choices, in whatever order the customers come. */
export function weigh(situation: Situation): Choice[] {
  const judged = situation.customers.map((customer) => judge(customer, situation));
  const contenders = judged.flatMap(({ customer: { customerId }, candidates, isControl }) =>
    isControl === null ? [] : [{ customerId, candidates, isControl }],
  );
  const awards = allocate(contenders, situation.offers, situation.budgetMinor);
  const choices = judged.map((one) => choiceOf(one, awards.get(one.customer.customerId), situation));
  return choices.sort(byWorth).map((choice, i) => ({ ...choice, rank: i + 1 }));
}

function judge(customer: Customer, situation: Situation): Judged {
  const { visits, customerId } = customer;
  const out = { customer, candidates: [], isControl: null };
  if (!visits) return { ...out, rhythm: 'new', nothing: 'never_bought' };
  const now = rhythmOf(visits, situation.assumptions);
  const rhythm = heldRhythm(now, visits.lastDay, situation.earlier.get(customerId));
  if (situation.openOffers.has(customerId)) return { ...out, rhythm, nothing: 'has_open_offer' };
  // Not only for their peace: were the control group free sooner than the treated, the groups would no longer be alike.
  if (situation.recentOffers.has(customerId)) return { ...out, rhythm, nothing: 'recent_offer' };
  const { assumptions, limitReached, offers } = situation;
  const { ticketMinor, visitDays, sinceDays } = visits;
  const lapsedAfterDays = (heldGapDays(visits, assumptions) * assumptions.lapsedBps) / 10_000;
  const who = { rhythm, ticketMinor, visitDays, presence: presenceOf(sinceDays, lapsedAfterDays) };
  const candidates = offers.map((offer) => {
    const reached = limitReached.get(offer.templateId)?.has(customerId) ?? false;
    return scoreOffer(offer, { ...who, limitReached: reached }, assumptions);
  });
  const nothing = whyNothing(candidates, rhythm);
  const isControl = nothing === null ? situation.isControl(customerId) : null;
  return { customer, rhythm, candidates, nothing, isControl };
}

function whyNothing(candidates: readonly Candidate[], rhythm: Rhythm): ChoiceReason | null {
  if (candidates.some(worthIt)) return null;
  if (candidates.every(({ excluded }) => excluded !== null)) return 'no_fitting_offer';
  return rhythm === 'on_time' || rhythm === 'due' ? 'comes_anyway' : 'not_worth_it';
}

type Unranked = Omit<Choice, 'rank'>;

function choiceOf(judged: Judged, award: Award | undefined, plan: Situation): Unranked {
  const { customer, rhythm, candidates } = judged;
  const { customerId, visits } = customer;
  const log = { customerId, rhythm, lastDay: visits?.lastDay ?? null, facts: factsOf(customer, plan), candidates };
  if (award && 'templateId' in award) return { ...log, ...chosenOf(judged, award.templateId, plan.controlBps) };
  const reason = judged.nothing ?? must(award, 'a contender has an award or a reason why not').nothing;
  return { ...log, arm: 'none', templateId: null, propensity: 1, score: 0, reason };
}

function chosenOf({ customer, rhythm, candidates, isControl }: Judged, templateId: string, controlBps: number) {
  const controlShare = controlBps / 10_000;
  const chosen = must(
    candidates.find((one) => one.templateId === templateId),
    'an award is one of the candidates',
  );
  return {
    arm: isControl ? ('control' as const) : ('treated' as const),
    templateId,
    propensity: isControl ? controlShare : 1 - controlShare,
    score: chosen.score,
    reason: reasonOf(rhythm, customer.visits?.gapIsOwn === true),
  };
}

const reasonOf = (rhythm: Rhythm, gapIsOwn: boolean): ChoiceReason =>
  rhythm === 'new' ? 'new_first_visit' : `${rhythm}_${gapIsOwn ? 'own' : 'typical'}_rhythm`;

function factsOf({ visits }: Customer, { assumptions }: Situation): Choice['facts'] {
  if (!visits) return { visits: 0 };
  const gapDays = heldGapDays(visits, assumptions);
  const { sinceDays, gapIsOwn, ticketMinor } = visits;
  return { gapDays, sinceDays, visits: visits.visitDays, gapIsOwn, ticketMinor };
}

// Offers before none, the most valuable first; equal ones by id, so that the order is the same every time.
function byWorth(a: Unranked, b: Unranked): number {
  const none = Number(a.arm === 'none') - Number(b.arm === 'none');
  return none || b.score - a.score || (a.customerId < b.customerId ? -1 : 1);
}
