import { BLOCK_ROWS, spread } from './packing.ts';
import { COLUMNS_A_WORD, PLACES, placesOf, type Workspace } from './workspace.ts';

/** So many rows are summed at a time: few enough for what was fetched of them to stay in the nearest memory. */
const SLICE = 1024;
const SPARSE_SLICE = 256;
/** A leaf with fewer of all rows than one in so many is sparse: it uses little of each line of memory that it reads. */
const SPARSE = 16;

/** A leaf's rows in `order`, where its histogram is put, and from which one it is taken away; none below 0. */
export interface LeafTask {
  readonly begin: number;
  readonly end: number;
  readonly slot: number;
  readonly parent: number;
}

/** What is at hand of the rows that are being summed. One training runs at a time in a thread. */
const values = new Float64Array(SLICE);
let fetched = new Int32Array(SPARSE_SLICE);

/** Sums the rows of a leaf by column and bin, for some of the words that the tree looks at. */
export function sumLeaf(space: Workspace, task: LeafTask, [first, last]: readonly [number, number]): void {
  const words = space.active.subarray(1 + first, 1 + last);
  const isSparse = (task.end - task.begin) * SPARSE < space.rows;
  const slice = isSparse ? SPARSE_SLICE : SLICE;
  if (isSparse && fetched.length < words.length * slice) fetched = new Int32Array(words.length * slice);
  for (let begin = task.begin; begin < task.end; begin += BLOCK_ROWS) {
    const end = Math.min(begin + BLOCK_ROWS, task.end);
    for (let at = begin; at < end; at += slice) {
      const rows = space.order.subarray(at, Math.min(at + slice, end));
      fetchValues(space.packed, rows);
      if (isSparse) sumSparse(space, rows, words);
      else for (const word of words) sumDense(space.words[word]!, rows, space.blocks[word]!);
    }
    for (const word of words) spreadWord(space, word, { slot: task.slot, isFirst: begin === task.begin });
  }
  if (task.parent >= 0) for (const word of words) subtractWord(space, word, task);
}

function fetchValues(packed: Float64Array, rows: Int32Array): void {
  for (let i = 0; i < rows.length; i += 1) values[i] = packed[rows[i]!]!;
}

// Nearly all time of a training is spent in this loop and the next. One load gives the bins of four columns, and the rows
// of a leaf ascend, so that memory is read in one direction.
function sumDense(words: Int32Array, rows: Int32Array, block: Float64Array): void {
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[i]!;
    const word = words[rows[i]!]!;
    block[word & 255]! += value;
    block[((word >> 8) & 255) | 256]! += value;
    block[((word >> 16) & 255) | 512]! += value;
    block[(word >>> 24) | 768]! += value;
  }
}

function sumSparse(space: Workspace, rows: Int32Array, words: Int32Array): void {
  touch(space.rowWords, rows, space.words.length);
  fetchWords(space, rows, words);
  for (let w = 0; w < words.length; w += 1) {
    const from = w * SPARSE_SLICE;
    sumFetched(fetched.subarray(from, from + rows.length), space.blocks[words[w]!]!);
  }
}

/** Keeps what is read only to be near from being left out as useless. */
let touched = 0;

// A processor looks a hundred instructions ahead or two. In a loop as short as this one it waits for a dozen rows at once; where
// each is summed as well, for one after the other, which took ten times as long with one row in 50.
function touch(rowWords: Int32Array, rows: Int32Array, width: number): void {
  let seen = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const at = rows[i]! * width;
    seen ^= rowWords[at]! ^ rowWords[at + width - 1]!;
  }
  touched ^= seen;
}

function fetchWords({ rowWords, words: { length: width } }: Workspace, rows: Int32Array, words: Int32Array): void {
  for (let i = 0; i < rows.length; i += 1) {
    const at = rows[i]! * width;
    for (let w = 0; w < words.length; w += 1) fetched[w * SPARSE_SLICE + i] = rowWords[at + words[w]!]!;
  }
}

function sumFetched(words: Int32Array, block: Float64Array): void {
  for (let i = 0; i < words.length; i += 1) {
    const value = values[i]!;
    const word = words[i]!;
    block[word & 255]! += value;
    block[((word >> 8) & 255) | 256]! += value;
    block[((word >> 16) & 255) | 512]! += value;
    block[(word >>> 24) | 768]! += value;
  }
}

const WORD_PLACES = COLUMNS_A_WORD * PLACES;

function spreadWord(space: Workspace, word: number, { slot, isFirst }: { slot: number; isFirst: boolean }): void {
  const places = placesOf(space.columns);
  const gradients = slot * 2 * places + word * WORD_PLACES;
  const { histograms } = space;
  spread({ block: space.blocks[word]!, histograms, gradients, hessians: gradients + places, isFirst });
}

function subtractWord({ histograms, columns }: Workspace, word: number, { slot, parent }: LeafTask): void {
  const places = placesOf(columns);
  for (const half of [0, places]) {
    const from = slot * 2 * places + half + word * WORD_PLACES;
    const to = parent * 2 * places + half + word * WORD_PLACES;
    for (let place = 0; place < WORD_PLACES; place += 1) histograms[to + place]! -= histograms[from + place]!;
  }
}
