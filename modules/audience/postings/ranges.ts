import type { Range } from '../rule/question.ts';
import { bitsOf, type Bits } from './bits.ts';

type Numbers = Int32Array | Uint16Array | Float64Array;

/** The people whose number lies in a range. Without a branch for each of them, for whose does is as good as random. */
export function inRange(numbers: Numbers, { least = -Infinity, most = Infinity }: Range): Bits {
  const found = bitsOf(numbers.length);
  for (let one = 0; one < numbers.length; one += 1) {
    found[one >>> 5]! |= (Number(numbers[one]! >= least) & Number(numbers[one]! <= most)) << (one & 31);
  }
  return found;
}
