import type { ContentScope } from '@shuke/contract';
import type { ContentRule } from '@shuke/touchpoint';

type Candidate = Pick<ContentRule, 'ruleId' | 'scope' | 'scopeRef' | 'category' | 'priority'>;

/** The finer, the more it is meant for this guest. */
const FINENESS: Readonly<Record<ContentScope, number>> = { person: 5, segment: 4, store: 3, region: 2, brand: 1 };

/** Content of one brand is finer than content of all brands. */
const fineness = ({ scope, scopeRef }: Candidate): number => (scopeRef === null ? 0 : FINENESS[scope]);

/**
 * Which of the contents that are for a guest the guest sees: the most specific (person, segment, store, region, brand, all);
 * among those the one of the category that the guest likes best, then the highest priority, then the first made. Who is
 * not known likes everything alike. Null where there is none.
 */
export function chooseContent<T extends Candidate>(
  candidates: readonly T[],
  interests: ReadonlyMap<string, number> = new Map(),
): T | null {
  const liking = ({ category }: Candidate): number => (category === null ? 0 : (interests.get(category) ?? 0));
  const [best = null] = candidates.toSorted(
    (a, b) =>
      fineness(b) - fineness(a) ||
      liking(b) - liking(a) ||
      b.priority - a.priority ||
      (a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId)),
  );
  return best;
}
