/** How a provider's bill and our books can be unlike at one number. */
export const DIFFERENCE_KINDS = [
  'missing_here',
  'missing_there',
  'amount_differs',
  'not_captured_here',
  'not_refunded_here',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export const ACTIONS = ['ask_again', 'retry_refund', 'note'] as const;
export type Action = (typeof ACTIONS)[number];

/** A number at which they are unlike, with both amounts as far as there are any. */
export interface Unlike {
  readonly lineKind: 'charge' | 'refund';
  readonly outNo: string;
  readonly paymentId: string | null;
  readonly refundId: string | null;
  readonly oursMinor: number | null;
  readonly theirsMinor: number | null;
  readonly sameCurrency: boolean;
  /** How ours stands; null where there is none. */
  readonly status: string | null;
}

/** Which kind of difference it is. */
export function kindOf({ oursMinor, theirsMinor, sameCurrency, status, lineKind }: Unlike): DifferenceKind {
  if (theirsMinor === null) return 'missing_there';
  if (status === null || oursMinor === null) return 'missing_here';
  if (oursMinor !== theirsMinor || !sameCurrency) return 'amount_differs';
  return lineKind === 'charge' ? 'not_captured_here' : 'not_refunded_here';
}

/** What a person is to do about it: for what the books do not know only a talk with the provider helps. */
export const proposalFor = (kind: DifferenceKind, lineKind: Unlike['lineKind']): Action =>
  kind === 'missing_there' && lineKind === 'charge' ? 'ask_again' : 'note';

/**
 * What needs nobody: the provider's account of the day says that it took, or paid back, exactly what was asked for, so that it is
 * taken in as if it had just been told.
 */
export const isTakenIn = (kind: DifferenceKind): boolean =>
  kind === 'not_captured_here' || kind === 'not_refunded_here';

/** What can be done about a difference that is open. */
export function isPossible(action: Action, difference: Pick<Unlike, 'paymentId' | 'refundId' | 'lineKind'>): boolean {
  if (action === 'note') return true;
  if (action === 'retry_refund') return difference.refundId !== null;
  return difference.lineKind === 'charge' && difference.paymentId !== null;
}
