import type { PlanAssumptions, PlanStatus } from '@shuke/contract';

/** A plan as it is kept. Instants are ISO texts and money minor units, so that it is stored as an answer as it is. */
export interface Plan {
  readonly planId: string;
  readonly name: string;
  readonly status: PlanStatus;
  readonly asOf: string;
  readonly budgetMinor: number;
  readonly committedMinor: number;
  readonly controlBps: number;
  readonly horizonDays: number;
  readonly assumptions: PlanAssumptions;
  readonly customerCount: number;
  readonly offerCount: number;
  readonly controlCount: number;
  readonly issuedMinor: number;
  readonly issuedCount: number;
  /** Choices up to this rank have been settled by issuing. */
  readonly settledRank: number;
  /** How many plans had begun to be issued when this one was drafted. */
  readonly plansBefore: number;
  readonly createdAt: string;
  readonly approvedAt: string | null;
  readonly issuingAt: string | null;
  readonly issuedAt: string | null;
}

/** What a new plan adds up to. */
export type PlanDraft = Pick<
  Plan,
  | 'planId'
  | 'name'
  | 'asOf'
  | 'budgetMinor'
  | 'committedMinor'
  | 'controlBps'
  | 'horizonDays'
  | 'assumptions'
  | 'customerCount'
  | 'offerCount'
  | 'controlCount'
  | 'plansBefore'
>;
