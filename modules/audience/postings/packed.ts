import { assert } from '@shuke/kernel';

/** Reads the fields of a text one after the other; a blank stands between two. */
export interface Fields {
  text(): string;
  /** A whole number that fits 32 bits, for that is what its column holds. */
  number(): number;
  isAtEnd(): boolean;
}

const [BLANK, MINUS, ZERO] = [32, 45, 48];

export function fieldsOf(packed: string): Fields {
  let at = 0;
  const endOfField = (): number => {
    const end = packed.indexOf(' ', at);
    return end === -1 ? packed.length : end;
  };
  return {
    text: () => {
      const end = endOfField();
      const field = packed.slice(at, end);
      at = end + 1;
      return field;
    },
    number: () => {
      const isNegative = packed.charCodeAt(at) === MINUS;
      if (isNegative) at += 1;
      let value = 0;
      for (let code = packed.charCodeAt(at); code !== BLANK && at < packed.length; code = packed.charCodeAt(at)) {
        value = value * 10 + code - ZERO;
        at += 1;
      }
      at += 1;
      assert(value <= 0x7fffffff, 'amounts and quantities of one purchase fit 32 bits');
      return isNegative ? -value : value;
    },
    isAtEnd: () => at >= packed.length,
  };
}
