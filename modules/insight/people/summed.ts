import type { Histories } from './histories.ts';
import { keptOf } from './kept.ts';
import type { People } from './people.ts';

/** Counts and money of some histories, which are the sum of what each person adds. They are whole, so that sums are exact. */
export type Count = (histories: Histories) => Float64Array;

/**
 * What all people add up to. Those who were read once are counted once, whatever is sold meanwhile: then only those who are told
 * anew are taken out as they stood, and added as they stand. The key says what is counted, and of when.
 */
export function summed({ parts, gone }: People, key: string, count: Count): Float64Array {
  const [all, ...anew] = parts;
  const most = keptOf(all!.histories, key, () => {
    const value = count(all!.histories);
    return { value, bytes: value.byteLength };
  });
  if (gone.persons === 0 && anew.every(({ histories }) => histories.persons === 0)) return most;
  const sums = most.slice();
  const before = count(gone);
  for (let i = 0; i < sums.length; i += 1) sums[i]! -= before[i]!;
  for (const { histories } of anew) {
    const added = count(histories);
    for (let i = 0; i < sums.length; i += 1) sums[i]! += added[i]!;
  }
  return sums;
}
