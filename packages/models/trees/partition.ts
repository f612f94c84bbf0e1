import { COLUMNS_A_WORD, type Workspace } from './workspace.ts';

export interface Partition {
  readonly begin: number;
  readonly end: number;
  readonly column: number;
  /** 1 for each bin that goes left. */
  readonly goesLeft: Uint8Array;
}

/**
 * Puts the rows of a leaf that go left before those that go right, either in their old order, and answers where the right
 * begins. Every row is written to both sides and one of them moves on: a branch would be mispredicted for half of them.
 */
export function partition(space: Workspace, { begin, end, column, goesLeft }: Partition, spare: Int32Array): number {
  const { order } = space;
  const bins = new Uint8Array(space.words[Math.floor(column / COLUMNS_A_WORD)]!.buffer);
  const at = column % COLUMNS_A_WORD;
  let left = begin;
  let right = 0;
  for (let i = begin; i < end; i += 1) {
    const row = order[i]!;
    const isLeft = goesLeft[bins[at + row * COLUMNS_A_WORD]!]!;
    order[left] = row;
    spare[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  order.set(spare.subarray(0, right), left);
  return left;
}
