/** A set of people by their numbers, one bit each. */
export type Bits = Uint32Array;

export const bitsOf = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const add = (bits: Bits, at: number): void => {
  bits[at >>> 5]! |= 1 << (at & 31);
};

export const has = (bits: Bits, at: number): boolean => ((bits[at >>> 5]! >>> (at & 31)) & 1) === 1;

/** The first so many of a set that may have more. */
export function allOf(first: number, size: number): Bits {
  const bits = bitsOf(size).fill(0xffffffff, 0, first >>> 5);
  if ((first & 31) !== 0) bits[first >>> 5] = 2 ** (first & 31) - 1;
  return bits;
}

/** Keeps in the first what is in the second too. */
export function keepBoth(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i += 1) bits[i]! &= other[i]!;
  return bits;
}

export function addAll(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i += 1) bits[i]! |= other[i]!;
  return bits;
}

export function takeAway(bits: Bits, other: Bits): Bits {
  for (let i = 0; i < bits.length; i += 1) bits[i]! &= ~other[i]!;
  return bits;
}

export function countOf(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    let word = bits[i]!;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** The numbers in a set, ascending. */
export function numbersIn(bits: Bits): Int32Array {
  const numbers = new Int32Array(countOf(bits));
  let at = 0;
  for (let i = 0; i < bits.length; i += 1) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) {
      numbers[at] = i * 32 + 31 - Math.clz32(word & -word);
      at += 1;
    }
  }
  return numbers;
}

export const isEmpty = (bits: Bits): boolean => bits.every((word) => word === 0);
