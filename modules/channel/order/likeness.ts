/**
 * How alike two names are, of 100: Dice's coefficient over the pairs of neighbouring characters (Dice 1945), which suits names
 * of few Chinese characters that platforms decorate with sizes and offers.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  if (a.length === 0 || b.length === 0) return plainly(one) === plainly(other) ? 100 : 0;
  const left = new Map<string, number>();
  for (const pair of b) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of a) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    common += 1;
    left.set(pair, count - 1);
  }
  return Math.floor((200 * common) / (a.length + b.length));
}

const plainly = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]/gu, '');

function pairsOf(name: string): string[] {
  const characters = Array.from(plainly(name));
  return characters.slice(1).map((character, i) => characters[i]! + character);
}
