import type { Objective } from './objective.ts';

/** Bins of a column have so many places in a histogram, whatever is used of them: a bin is a byte. */
export const PLACES = 256;
/** Four columns of a row stand in one word. */
export const COLUMNS_A_WORD = 4;

export interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly leaves: number;
  readonly objective: Objective;
  readonly weighted: boolean;
  readonly threads: number;
}

/** The arrays of one training, which several threads may look at. */
export interface Workspace extends Shape {
  /** For each four columns one word a row. The bytes of a word are their bins, the first lowest. */
  readonly words: readonly Int32Array[];
  /** The same words once more, row by row, for leaves of few rows: then all of a row is in the same stretch of memory. */
  readonly rowWords: Int32Array;
  readonly y: Float64Array;
  /** Empty where every row counts the same. */
  readonly weights: Float64Array;
  readonly score: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  /** The largest gradient and hessian that each thread saw. */
  readonly largest: Float64Array;
  /** Gradient and hessian of a row as one number. See `packing.ts`. */
  readonly packed: Float64Array;
  /** The rows of each leaf side by side, ascending. */
  readonly order: Int32Array;
  /** For each four columns the sums of packed numbers over a block of rows, by column and bin. */
  readonly blocks: readonly Float64Array[];
  /** For each leaf the sums of gradients by column and bin, then those of hessians. */
  readonly histograms: Float64Array;
  /** Which words the tree may look at, after their number. */
  readonly active: Int32Array;
}

export const wordsOf = (columns: number): number => Math.ceil(columns / COLUMNS_A_WORD);

/** How many places all columns have in one half of a histogram. */
export const placesOf = (columns: number): number => wordsOf(columns) * COLUMNS_A_WORD * PLACES;

export const histogramBytes = (columns: number, leaves: number): number => leaves * placesOf(columns) * 2 * 8;

export function openWorkspace(shape: Shape, memory: (bytes: number) => ArrayBufferLike): Workspace {
  const { rows, columns, leaves, threads } = shape;
  const doubles = (length: number): Float64Array => new Float64Array(memory(length * 8));
  const words = wordsOf(columns);
  return {
    ...shape,
    words: Array.from({ length: words }, () => new Int32Array(memory(rows * 4))),
    rowWords: new Int32Array(memory(rows * words * 4)),
    y: doubles(rows),
    weights: doubles(shape.weighted ? rows : 0),
    score: doubles(rows),
    gradient: doubles(rows),
    hessian: doubles(rows),
    largest: doubles(2 * threads),
    packed: doubles(rows),
    order: new Int32Array(memory(rows * 4)),
    blocks: Array.from({ length: words }, () => doubles(COLUMNS_A_WORD * PLACES)),
    histograms: doubles(histogramBytes(columns, leaves) / 8),
    active: new Int32Array(memory((words + 1) * 4)),
  };
}
