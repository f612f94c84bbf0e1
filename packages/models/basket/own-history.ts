import { basketItems, type Histories } from './histories.ts';

export interface OwnItem {
  /** In how many of the customer's baskets. */
  count: number;
  readonly firstTime: number;
  lastTime: number;
}

/** What a customer's own baskets say. */
export interface OwnHistory {
  readonly items: ReadonlyMap<number, OwnItem>;
  readonly baskets: number;
  /** Items a basket, on average and in the last one. */
  readonly meanSize: number;
  readonly lastSize: number;
  /** The share of purchases of what had been bought before. */
  readonly repeatShare: number;
  readonly now: number;
}

export function ownHistory(histories: Histories, customer: number): OwnHistory {
  const items = new Map<number, OwnItem>();
  const [first, end] = [histories.basketStart[customer]!, histories.basketStart[customer + 1]!];
  let [lines, repeats, lastSize] = [0, 0, 0];
  for (let basket = first; basket < end; basket += 1) {
    const held = basketItems(histories, basket);
    const time = histories.time[basket]!;
    for (const item of held) {
      const own = items.get(item);
      if (own) {
        own.count += 1;
        own.lastTime = time;
        repeats += 1;
      } else items.set(item, { count: 1, firstTime: time, lastTime: time });
    }
    lines += held.length;
    lastSize = held.length;
  }
  const share = lines === 0 ? 0 : repeats / lines;
  return {
    items,
    baskets: end - first,
    meanSize: lines / Math.max(1, end - first),
    lastSize,
    repeatShare: share,
    now: histories.now[customer]!,
  };
}
