/** How many have each median gap, by twice the gap, which is a small whole number; each person who came on two days counts once. */
export interface Gaps {
  counts: Uint32Array;
  known: number;
}

export const noGaps = (): Gaps => ({ counts: new Uint32Array(256), known: 0 });

export const gapsLike = ({ counts, known }: Gaps): Gaps => ({ counts: counts.slice(), known });

/** Counts one, or with -1 takes one away; a gap below 0 is none. */
export function addGap(gaps: Gaps, halves: number, times: 1 | -1): void {
  if (halves < 0) return;
  if (halves >= gaps.counts.length) {
    const longer = new Uint32Array(2 * halves + 1);
    longer.set(gaps.counts);
    gaps.counts = longer;
  }
  gaps.counts[halves]! += times;
  gaps.known += times;
}

/** The median of them all in days; null where there is none. */
export const medianGap = ({ counts, known }: Gaps): number | null =>
  known === 0 ? null : (gapOfRank(counts, (known - 1) >> 1) + gapOfRank(counts, known >> 1)) / 4;

function gapOfRank(counts: Uint32Array, rank: number): number {
  let halves = 0;
  for (let before = counts[0]!; before <= rank; before += counts[halves]!) halves += 1;
  return halves;
}
