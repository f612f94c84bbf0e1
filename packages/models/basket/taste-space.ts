import { seededRandom } from '@shuke/kernel';
import { choleskyOf, gramOf, orthonormalise, solveCholesky } from './dense.ts';
import type { Rows } from './rows.ts';

/** How many dimensions tastes have, and how often the basis is improved: more of either did not foretell better. */
const RANK = 64;
const PASSES = 3;
/** An item of fewer customers says too little about a taste. */
const MIN_CUSTOMERS = 3;

/**
 * Customers as points of a few dimensions: the leading right singular vectors of the matrix customers × items, by subspace
 * iteration (Halko, Martinsson & Tropp, SIAM Review 2011), and over them a ridge regression of the next basket: reduced-rank
 * regression. It tells that who buys like this buys that next, also where both have no item in common.
 */
export interface TasteSpace {
  readonly rank: number;
  /** How much each item counts; popular ones less. */
  readonly itemWeight: Float64Array;
  /** items × rank. */
  readonly basis: Float64Array;
  /** items × (rank + 1): by how much each dimension raises the chance of the item in the next basket, and the chance without. */
  readonly effects: Float64Array;
}

export interface TasteLessons {
  /** One row a customer, as of `tifuVectors`. */
  readonly vectors: Rows;
  readonly next: readonly Int32Array[];
  readonly items: number;
}

/** Learns the space and the effects; the same lessons give the same space. */
export function tasteSpace({ vectors, next, items }: TasteLessons, rank: number = RANK): TasteSpace {
  const itemWeight = itemWeights(vectors, items);
  const random = seededRandom(1);
  const basis = Float64Array.from({ length: items * rank }, (_, k) =>
    itemWeight[Math.floor(k / rank)]! > 0 ? random.next() - 0.5 : 0,
  );
  const space = { rank, itemWeight, basis, effects: new Float64Array(items * (rank + 1)) };
  orthonormalise(basis, rank);
  for (let pass = 0; pass < PASSES; pass += 1) improve(space, vectors);
  fitEffects(space, vectors, next);
  return space;
}

function itemWeights({ index }: Rows, items: number): Float64Array {
  const customers = new Float64Array(items);
  for (const item of index) customers[item]! += 1;
  return customers.map((count) => (count < MIN_CUSTOMERS ? 0 : count ** -0.25));
}

/** Where a customer stands: a vector no longer than 1, all zero where every item is new to the space. */
export function tasteOf({ rank, itemWeight, basis }: TasteSpace, vectors: Rows, row: number): Float64Array {
  const taste = new Float64Array(rank);
  let square = 0;
  for (let k = vectors.start[row]!; k < vectors.start[row + 1]!; k += 1) {
    const item = vectors.index[k]!;
    const weight = Math.sqrt(vectors.value[k]!) * itemWeight[item]!;
    square += weight * weight;
    for (let r = 0; r < rank; r += 1) taste[r]! += weight * basis[item * rank + r]!;
  }
  const length = Math.sqrt(square) || 1;
  for (let r = 0; r < rank; r += 1) taste[r]! /= length;
  return taste;
}

/** One step of subspace iteration: the basis times XᵀX, made orthonormal again, with the rows of X of length 1. */
function improve(space: TasteSpace, vectors: Rows): void {
  const { rank, itemWeight, basis } = space;
  const better = new Float64Array(basis.length);
  for (let row = 0; row + 1 < vectors.start.length; row += 1) {
    const taste = tasteOf(space, vectors, row);
    const length = lengthOf(vectors, row, itemWeight) || 1;
    for (let k = vectors.start[row]!; k < vectors.start[row + 1]!; k += 1) {
      const item = vectors.index[k]!;
      const weight = (Math.sqrt(vectors.value[k]!) * itemWeight[item]!) / length;
      for (let r = 0; r < rank; r += 1) better[item * rank + r]! += weight * taste[r]!;
    }
  }
  orthonormalise(better, rank);
  basis.set(better);
}

function lengthOf({ start, index, value }: Rows, row: number, itemWeight: Float64Array): number {
  let square = 0;
  for (let k = start[row]!; k < start[row + 1]!; k += 1) square += value[k]! * itemWeight[index[k]!]! ** 2;
  return Math.sqrt(square);
}

/** Ridge regression of every item's presence in the next basket on tastes, all with one factorisation. */
function fitEffects(space: TasteSpace, vectors: Rows, next: readonly Int32Array[]): void {
  const { rank, effects, itemWeight } = space;
  const width = rank + 1;
  const { tastes, mean, factor } = centredTastes(space, vectors, next.length);
  const counts = new Float64Array(itemWeight.length);
  for (const [row, basket] of next.entries()) {
    for (const item of basket) {
      counts[item]! += 1;
      for (let r = 0; r < rank; r += 1) effects[item * width + r]! += tastes[row * rank + r]!;
    }
  }
  for (const [item, count] of counts.entries()) {
    if (count === 0) continue;
    const slopes = effects.subarray(item * width, item * width + rank);
    solveCholesky(factor, slopes);
    effects[item * width + rank] = slopes.reduce((chance, slope, r) => chance - slope * mean[r]!, count / next.length);
  }
}

/** Tastes less their mean, and the factor of their Gram matrix with as much on its diagonal again as it has there on average. */
function centredTastes(space: TasteSpace, vectors: Rows, count: number) {
  const { rank } = space;
  const tastes = new Float64Array(count * rank);
  const mean = new Float64Array(rank);
  for (let row = 0; row < count; row += 1) {
    const taste = tasteOf(space, vectors, row);
    tastes.set(taste, row * rank);
    for (let r = 0; r < rank; r += 1) mean[r]! += taste[r]! / count;
  }
  for (let k = 0; k < tastes.length; k += 1) tastes[k]! -= mean[k % rank]!;
  const gram = gramOf(tastes, rank);
  let trace = 0;
  for (let r = 0; r < rank; r += 1) trace += gram[r * rank + r]!;
  // A tenth of a customer more, so that customers who are all alike leave a matrix that can still be factored.
  for (let r = 0; r < rank; r += 1) gram[r * rank + r]! += trace / rank + 0.1;
  return { tastes, mean, factor: choleskyOf(gram, rank) };
}

/** The linear forecast that an item is in the next basket of a taste; near a chance, but it may fall below 0. */
export function chanceInNext({ rank, effects }: TasteSpace, taste: Float64Array, item: number): number {
  const at = item * (rank + 1);
  let chance = effects[at + rank]!;
  for (let r = 0; r < rank; r += 1) chance += taste[r]! * effects[at + r]!;
  return chance;
}
