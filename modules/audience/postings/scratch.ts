import { bitsOf, type Bits } from './bits.ts';

type Sums = Int32Array | Float64Array;

/**
 * Memory to reckon in, which one condition leaves to the next: a thread asks one at a time. Some megabytes that are new have to be
 * found and cleared page by page, which took as long as reckoning in them did.
 */
export class Scratch {
  readonly #sums = new Map<string, Sums>();
  readonly #bits = new Map<string, Bits>();

  /** So many numbers, all of them 0, until another asks for some of this name. */
  counts(name: string, size: number): Int32Array {
    return cleared(this.#sums, name, () => new Int32Array(size)) as Int32Array;
  }

  sums(name: string, size: number): Float64Array {
    return cleared(this.#sums, name, () => new Float64Array(size)) as Float64Array;
  }

  bits(name: string, size: number): Bits {
    return cleared(this.#bits, name, () => bitsOf(size));
  }
}

function cleared<T extends Sums | Bits>(kept: Map<string, T>, name: string, make: () => T): T {
  const before = kept.get(name);
  if (before) {
    before.fill(0);
    return before;
  }
  const made = make();
  kept.set(name, made);
  return made;
}
