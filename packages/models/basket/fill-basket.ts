import type { Foretold } from './next-basket.ts';

/**
 * A list with places of its own for what the customer buys again and for what would be new to him, each filled with the likeliest;
 * a place that one kind cannot fill goes to the other. Best first, by chance, as `foretell` ordered them.
 */
export function fillBasket(
  { items, isRepeat }: Foretold,
  { repeat, explore }: { repeat: number; explore: number },
): number[] {
  const ranks = Array.from(items, (_, rank) => rank);
  const again = ranks.filter((rank) => isRepeat[rank] === 1);
  const anew = ranks.filter((rank) => isRepeat[rank] === 0);
  const kept = new Set([...again.slice(0, repeat), ...anew.slice(0, explore)]);
  for (const rank of ranks) {
    if (kept.size >= repeat + explore) break;
    kept.add(rank);
  }
  return ranks.filter((rank) => kept.has(rank)).map((rank) => items[rank]!);
}
