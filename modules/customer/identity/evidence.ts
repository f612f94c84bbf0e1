import type { Grade, SignalKind } from '@shuke/contract';
import { must } from '@shuke/kernel';

/** One signal that speaks for one person. A signal that several people share is one piece of evidence for each. */
export interface Evidence {
  /** Which signal it is, of those that were shown. */
  readonly key: string;
  readonly kind: SignalKind;
  readonly grade: Grade;
  readonly personId: string;
  /** The customer whose signal it is: the person, or one who was merged into them. */
  readonly customerId: string;
  readonly hint: string | null;
  /** Since it was last seen with this customer. */
  readonly ageDays: number;
  /** How many people it was seen with. */
  readonly sharedBy: number;
}

/**
 * Weights of evidence: decimal logarithms of likelihood ratios (I. J. Good, Probability and the Weighing of Evidence, 1950), how
 * much likelier a signal is to be seen of its person than of somebody else. By itself a typed number makes 0.995: a slip that
 * hits another known number is rare, and one guest in two hundred says the number of another. A phone is lent and
 * handed down in families, so a device by itself makes 0.918, and what somebody says of themselves outweighs it.
 */
const WEIGHTS: Readonly<Record<SignalKind, Partial<Record<Grade, number>>>> = {
  member_code: { presented: 7 },
  wechat_openid: { provider: 6.3 },
  wechat_unionid: { provider: 6.3 },
  alipay_id: { provider: 6.3 },
  payment_token: { presented: 6.3 },
  card_token: { presented: 6 },
  phone: { typed: 5.3, verified: 5.8 },
  email: { typed: 5.3, verified: 5.8 },
  member_no: { typed: 5.3 },
  device: { seen: 4.05 },
  wifi: { seen: 3 },
  real_name_hash: { provider: 2 },
};

/** Before anything is seen, somebody at the counter is one of about a thousand who could be: odds of 1 to 1,000. */
const PRIOR = -3;

// Signals of one family fail together, as a lent phone shows its Wi-Fi address too: only the strongest of them counts.
const FAMILIES: Readonly<Record<SignalKind, string>> = {
  member_code: 'card',
  member_no: 'card',
  wechat_openid: 'wechat',
  wechat_unionid: 'wechat',
  alipay_id: 'payment',
  payment_token: 'payment',
  card_token: 'payment',
  phone: 'phone',
  email: 'email',
  device: 'device',
  wifi: 'device',
  real_name_hash: 'name',
};

/** Days in which what is weak halves its likelihood ratio: phones are replaced, and random addresses of Wi-Fi sooner. */
const HALF_LIVES: Partial<Record<SignalKind, number>> = { device: 180, wifi: 30 };

/** A signal that more people share says nothing of any of them. */
export const MOST_SHARING = 6;

/** The weight of a piece of evidence, never below zero: what fades or is shared by many says little, not the contrary. */
export function weightOf({
  kind,
  grade,
  ageDays,
  sharedBy,
}: Pick<Evidence, 'kind' | 'grade' | 'ageDays' | 'sharedBy'>): number {
  if (sharedBy > MOST_SHARING) return 0;
  const halfLife = HALF_LIVES[kind];
  const faded = halfLife === undefined ? 0 : (Math.log10(2) * Math.max(0, ageDays)) / halfLife;
  const shared = 2 * Math.log10(Math.max(1, sharedBy));
  return Math.max(0, (WEIGHTS[kind][grade] ?? 0) - faded - shared);
}

export interface Candidate {
  readonly personId: string;
  /** The posterior probability among all candidates and nobody of them. */
  readonly confidence: number;
  /** Decimal logarithm of the odds, the prior included. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/** What no confidence exceeds: there is always somebody else's phone in somebody's hand. */
const MOST_CERTAIN = 0.9999;

/**
 * The people for whom evidence speaks, the likeliest first; what weighs nothing speaks for nobody. Families add up as independent; then Bayes' rule over all
 * candidates and nobody. More evidence for a person never lowers theirs, and the order of the evidence is of no account.
 */
export function weigh(evidence: readonly Evidence[]): Candidate[] {
  const byPerson = Map.groupBy(
    evidence.filter((one) => weightOf(one) > 0),
    ({ personId }) => personId,
  );
  // In one order before anything is added up, so that sums are the same to the last bit.
  const scored = [...byPerson]
    .map(([personId, own]) => ({ personId, evidence: own, score: scoreOf(own) }))
    .toSorted((a, b) => b.score - a.score || (a.personId < b.personId ? -1 : 1));
  // Powers are taken below the highest score, so that they cannot overflow; nobody's is zero.
  const highest = Math.max(0, scored[0]?.score ?? 0);
  const odds = scored.map(({ score }) => 10 ** (score - highest));
  const total = odds.reduce((sum, one) => sum + one, 10 ** -highest);
  return scored.map((one, i) => ({ ...one, confidence: Math.min(MOST_CERTAIN, odds[i]! / total) }));
}

/** The piece that weighs most; of equal ones the first by key. */
export function strongestOf(evidence: readonly Evidence[]): Evidence {
  const [strongest] = evidence.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.key < b.key ? -1 : 1));
  return must(strongest, 'whoever is a candidate has evidence');
}

function scoreOf(evidence: readonly Evidence[]): number {
  const families = Map.groupBy(evidence, ({ kind }) => FAMILIES[kind]);
  const sums = [...families.values()].map((family) => Math.max(...family.map(weightOf)));
  // Added from the smallest on, so that the sum is the same to the last bit whatever the order of the evidence.
  return sums.toSorted((a, b) => a - b).reduce((sum, one) => sum + one, PRIOR);
}

export const DEFAULT_THRESHOLD = 0.9;

/** How much likelier than the next the named one must be: a factor of 16. */
const MARGIN = 1.2;

export type Verdict =
  | { readonly known: true; readonly person: Candidate }
  | { readonly known: false; readonly conflict: readonly Candidate[] };

/**
 * Names a person only above the threshold and far before the next. A real name groups accounts and names nobody, so it
 * does not count as identifying by itself. Where several are spoken for and none is named, they are the conflict.
 */
export function judge(candidates: readonly Candidate[], threshold = DEFAULT_THRESHOLD): Verdict {
  const [first, second] = candidates;
  const isFar = first !== undefined && (second === undefined || first.score - second.score >= MARGIN);
  if (first && isFar && first.confidence >= threshold && identifies(first)) return { known: true, person: first };
  return { known: false, conflict: candidates.length > 1 ? candidates : [] };
}

const identifies = ({ evidence }: Candidate): boolean => evidence.some(({ kind }) => kind !== 'real_name_hash');
