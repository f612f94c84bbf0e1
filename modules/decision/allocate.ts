import { Heap } from './heap.ts';
import type { Candidate, Offer } from './score.ts';

/** A customer who may get an offer. */
export interface Contender {
  readonly customerId: string;
  readonly isControl: boolean;
  readonly candidates: readonly Candidate[];
}

/** What a contender was given (or, in the control group, would have been): a template, or why none. */
export type Award = { readonly templateId: string } | { readonly nothing: 'budget_spent' | 'offers_exhausted' };

/** One way to better a contender's award: from what is held to another template. */
interface Step {
  readonly who: Contender;
  readonly to: Candidate;
  readonly gain: number;
  /** Gain by extra liability: what the next unit of budget earns here. */
  readonly efficiency: number;
}

interface Till {
  budgetMinor: number;
  readonly offers: ReadonlyMap<string, { offer: Offer; couponsLeft: number; leftMinor: number }>;
  readonly held: Map<string, Candidate>;
}

/**
 * Gives each contender at most one offer within the budget, which the sum of the offers' liabilities never exceeds.
 * Greedy for the multiple-choice knapsack (Sinha & Zoltners 1979): the step that earns most for a unit of budget comes
 * first, from nothing to a small offer, and from there to a larger one while money is left; equal steps by larger gain,
 * then by customer id. The outcome does not depend on the order of the contenders.
 *
 * Members of the control group take part in the same ranking and are held to the same limits, but use nothing up. So
 * whether somebody would get an offer does not depend on the group they are in, which is what makes the groups alike.
 */
export function allocate(
  contenders: readonly Contender[],
  offers: readonly Offer[],
  budgetMinor: number,
): Map<string, Award> {
  const till: Till = {
    budgetMinor,
    offers: new Map(
      offers.map((offer) => [
        offer.templateId,
        { offer, couponsLeft: offer.couponsLeft, leftMinor: offer.budgetLeftMinor },
      ]),
    ),
    held: new Map(),
  };
  const waiting = new Heap<Step>(comesFirst);
  for (const who of contenders) pushNext(waiting, till, who);
  for (let step = waiting.pop(); step; step = waiting.pop()) {
    if (fits(till, step.who, step.to)) take(till, step);
    // Whether taken or meanwhile out of reach, what is next for this customer is looked for again.
    pushNext(waiting, till, step.who);
  }
  return new Map(contenders.map((who) => [who.customerId, awardOf(till, who)]));
}

function comesFirst(a: Step, b: Step): boolean {
  if (a.efficiency !== b.efficiency) return a.efficiency > b.efficiency;
  if (a.gain !== b.gain) return a.gain > b.gain;
  return a.who.customerId < b.who.customerId;
}

function pushNext(waiting: Heap<Step>, till: Till, who: Contender): void {
  const held = till.held.get(who.customerId);
  let best: Step | undefined;
  for (const to of who.candidates) {
    const gain = to.score - (held?.score ?? 0);
    if (to.excluded !== null || gain <= 0 || !fits(till, who, to)) continue;
    const extraMinor = liability(till, to) - (held ? liability(till, held) : 0);
    const step = { who, to, gain, efficiency: extraMinor > 0 ? gain / extraMinor : Number.POSITIVE_INFINITY };
    if (!best || step.efficiency > best.efficiency || (step.efficiency === best.efficiency && step.gain > best.gain)) {
      best = step;
    }
  }
  if (best) waiting.push(best);
}

const liability = (till: Till, { templateId }: Candidate): number => till.offers.get(templateId)!.offer.liabilityMinor;

function fits(till: Till, who: Contender, to: Candidate): boolean {
  const { offer, couponsLeft, leftMinor } = till.offers.get(to.templateId)!;
  const held = till.held.get(who.customerId);
  // What is given up is free again for who used it, and a member of the control group never used it.
  const backMinor = held && !who.isControl ? liability(till, held) : 0;
  return couponsLeft > 0 && offer.liabilityMinor <= Math.min(leftMinor, till.budgetMinor + backMinor);
}

function take(till: Till, { who, to }: Step): void {
  const held = till.held.get(who.customerId);
  till.held.set(who.customerId, to);
  if (who.isControl) return;
  if (held) book(till, held, -1);
  book(till, to, 1);
}

function book(till: Till, { templateId }: Candidate, count: 1 | -1): void {
  const entry = till.offers.get(templateId)!;
  const costMinor = entry.offer.liabilityMinor * count;
  entry.couponsLeft -= count;
  entry.leftMinor -= costMinor;
  till.budgetMinor -= costMinor;
}

function awardOf(till: Till, who: Contender): Award {
  const held = till.held.get(who.customerId);
  if (held) return { templateId: held.templateId };
  // Nothing was out of the budget's reach: then it was the templates that had run out.
  const affordable = who.candidates.some((c) => worthIt(c) && liability(till, c) <= till.budgetMinor);
  return { nothing: affordable ? 'offers_exhausted' : 'budget_spent' };
}

/** True for an offer that is better than nothing. */
export const worthIt = (candidate: Candidate): boolean => candidate.excluded === null && candidate.score > 0;
