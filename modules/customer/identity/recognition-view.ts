import { SIGNAL_FLAGS, type EvidenceView, type RecognitionView, type SignalKind } from '@shuke/contract';
import { weightOf, type Evidence, type Verdict } from './evidence.ts';
import { keyOf } from './read-signals.ts';
import type { Wanted } from './recognise-store.ts';

type VerdictView = Pick<RecognitionView, 'outcome' | 'customerId' | 'confidence' | 'evidence' | 'conflict'>;

/** A verdict as the wire says it, with the evidence for the person or, where unknown, all that was seen. */
export function verdictView(verdict: Verdict, evidence: readonly Evidence[]): VerdictView {
  if (verdict.known) {
    const { personId: customerId, confidence, evidence: own } = verdict.person;
    return {
      outcome: 'recognised',
      customerId,
      confidence: roundedDown(confidence),
      evidence: own.map(viewOf),
      conflict: [],
    };
  }
  const conflict = verdict.conflict.map(({ personId, confidence }) => {
    return { customerId: personId, confidence: roundedDown(confidence) };
  });
  return { outcome: 'unknown', customerId: null, confidence: null, evidence: evidence.map(viewOf), conflict };
}

const viewOf = (one: Evidence): EvidenceView => {
  return { kind: one.kind, grade: one.grade, weight: Math.round(weightOf(one) * 100) / 100, hint: one.hint };
};

// What is shown is never more than what is so.
const roundedDown = (confidence: number): number => Math.floor(confidence * 10_000) / 10_000;

/** The kinds of the signals of which nothing is known. */
export function unmatchedOf(
  { identifiers, shared }: Wanted,
  seen: readonly { readonly kind: string | null; readonly hash: Buffer | null }[],
): SignalKind[] {
  const known = new Set(seen.map(keyOf));
  return [...identifiers, ...shared].filter((one) => !known.has(keyOf(one))).map(({ kind }) => kind);
}

type Flag = (typeof SIGNAL_FLAGS)[number];

export const flagsOf = (raised: Readonly<Record<Flag, boolean>>): Flag[] => SIGNAL_FLAGS.filter((flag) => raised[flag]);
