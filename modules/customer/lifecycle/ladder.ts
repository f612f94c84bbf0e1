import { STAGES, type Stage, type StageReason } from '@shuke/contract';

/** Something that brings a customer at least to a stage. */
export interface StageFact {
  readonly customerId: string;
  readonly to: Stage;
  readonly because: StageReason;
  readonly at: Date;
  readonly touchpointId?: string | null;
}

/** One step of one customer. */
export interface StageChange extends Omit<StageFact, 'touchpointId'> {
  readonly from: Stage | null;
  readonly touchpointId: string | null;
}

export const rankOf = (stage: Stage | null): number => (stage === null ? -1 : STAGES.indexOf(stage));

/** The higher of two stages. */
export const higher = (a: Stage, b: Stage): Stage => (rankOf(a) >= rankOf(b) ? a : b);

/**
 * The steps that facts bring customers up from where they stand, in the order in which the facts came about. Nobody goes
 * down, and a stage may be skipped: who buys at the first visit was never a visitor.
 */
export function climb(standing: ReadonlyMap<string, Stage>, facts: readonly StageFact[]): StageChange[] {
  const now = new Map<string, Stage | null>(standing);
  const changes: StageChange[] = [];
  for (const fact of facts.toSorted(inOrder)) {
    const from = now.get(fact.customerId) ?? null;
    if (rankOf(fact.to) <= rankOf(from)) continue;
    now.set(fact.customerId, fact.to);
    changes.push({ ...fact, from, touchpointId: fact.touchpointId ?? null });
  }
  return changes;
}

const inOrder = (a: StageFact, b: StageFact): number => a.at.getTime() - b.at.getTime() || rankOf(a.to) - rankOf(b.to);
