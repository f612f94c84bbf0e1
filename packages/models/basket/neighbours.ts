import { transposed, type Rows } from './rows.ts';
import { Top } from './top.ts';

/** Customers to be found by what they have in common with another. */
export interface Neighbourhood {
  readonly count: number;
  /** By item, who bought it and how much of his vector of length 1 it is. */
  readonly byItem: Rows;
}

/** Prepares rows of weights over items to be searched by cosine. */
export function neighbourhoodOf(vectors: Rows, items: number): Neighbourhood {
  const value = vectors.value.slice();
  for (let row = 0; row + 1 < vectors.start.length; row += 1) {
    const part = value.subarray(vectors.start[row]!, vectors.start[row + 1]!);
    const length = Math.sqrt(part.reduce((sum, one) => sum + one * one, 0));
    for (let k = 0; k < part.length; k += 1) part[k]! /= length;
  }
  return { count: vectors.start.length - 1, byItem: transposed({ ...vectors, value }, items) };
}

/** Finds the nearest; keeps its memory between customers. */
export class NeighbourSearch {
  private readonly hood: Neighbourhood;
  private readonly products: Float64Array;
  private readonly top: Top;

  constructor(hood: Neighbourhood, size: number) {
    this.hood = hood;
    this.products = new Float64Array(hood.count);
    this.top = new Top(size);
  }

  /** Those nearest to a row by cosine, nearest first, with scores in proportion to it; only who shares an item is near. */
  nearest(vectors: Rows, row: number): { indices: Int32Array; scores: Float64Array } {
    const { byItem } = this.hood;
    const { products, top } = this;
    products.fill(0);
    for (let k = vectors.start[row]!; k < vectors.start[row + 1]!; k += 1) {
      const [item, weight] = [vectors.index[k]!, vectors.value[k]!];
      for (let p = byItem.start[item]!; p < byItem.start[item + 1]!; p += 1) {
        products[byItem.index[p]!]! += weight * byItem.value[p]!;
      }
    }
    for (let other = 0; other < products.length; other += 1)
      if (products[other]! > 0) top.offer(other, products[other]!);
    return top.drain();
  }
}
