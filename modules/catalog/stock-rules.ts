/** Goods that are taken out of a store; a negative quantity gives them back. */
export interface StockTake {
  readonly merchantId: string;
  readonly storeId: string;
  readonly productId: string;
  readonly quantityMilli: number;
  /** Rows of one group, such as an order, fit all together or none; without one a row stands alone. */
  readonly group?: string;
}

export type StockKey = Pick<StockTake, 'merchantId' | 'storeId' | 'productId'>;

/** How much a batch takes out of one stock altogether. */
export interface StockMove extends StockKey {
  readonly takenMilli: number;
}

export const stockKey = ({ merchantId, storeId, productId }: StockKey): string =>
  `${merchantId} ${storeId} ${productId}`;

export interface StockAdmission {
  /** In the order of the rows: whether the goods are there. */
  readonly fits: boolean[];
  readonly moves: StockMove[];
}

/**
 * Judges a batch against stock that is locked, in order of arrival: a group fits where each of its rows does, and one that
 * does not takes nothing. What has no stock is not tracked, and is always there.
 */
export function admitTakes(rows: readonly StockTake[], stock: ReadonlyMap<string, number>): StockAdmission {
  const left = new Map(stock);
  const fits = rows.map(() => false);
  for (const places of inGroups(rows)) {
    const undo: [string, number][] = [];
    const isFit = places.every((at) => {
      const { quantityMilli, ...row } = rows[at]!;
      const key = stockKey(row);
      const before = left.get(key);
      if (before === undefined) return true;
      undo.push([key, before]);
      left.set(key, before - quantityMilli);
      return quantityMilli <= 0 || quantityMilli <= before;
    });
    for (const at of places) fits[at] = isFit;
    if (!isFit) for (const [key, before] of undo.toReversed()) left.set(key, before);
  }
  const tracked = new Map(rows.filter((row) => stock.has(stockKey(row))).map((row) => [stockKey(row), row]));
  const moves = [...tracked].map(([key, { merchantId, storeId, productId }]) => ({
    merchantId,
    storeId,
    productId,
    takenMilli: stock.get(key)! - left.get(key)!,
  }));
  return { fits, moves: moves.filter(({ takenMilli }) => takenMilli !== 0) };
}

/** The places of the rows by group, each group where its first row stands. */
function inGroups(rows: readonly StockTake[]): number[][] {
  const groups = new Map<string | number, number[]>();
  rows.forEach((row, at) => {
    const name = row.group ?? at;
    const group = groups.get(name);
    if (group) group.push(at);
    else groups.set(name, [at]);
  });
  return [...groups.values()];
}
