import type { QuickAnswer, Wanted } from '../postings/answer.ts';

/** What several shares of the people come to: nobody is in two of them. */
export function together(answers: readonly QuickAnswer[], { sample }: Pick<Wanted, 'sample'>): QuickAnswer {
  const parts = new Map<number, number>();
  for (const { no, people } of answers.flatMap((one) => one.parts)) parts.set(no, (parts.get(no) ?? 0) + people);
  return {
    people: answers.reduce((sum, { people }) => sum + people, 0),
    parts: [...parts].map(([no, people]) => ({ no, people })).toSorted((a, b) => a.no - b.no),
    // The lowest lots of all are among the lowest of each.
    sample: answers
      .flatMap((one) => one.sample)
      .toSorted((a, b) => a.lot - b.lot || (a.personId < b.personId ? -1 : 1))
      .slice(0, sample),
  };
}
