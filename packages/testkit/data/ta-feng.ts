import { dataText } from './folder.ts';

export interface TaFeng {
  readonly items: number;
  /** Each customer's baskets in the order of their dates, without the last. */
  readonly histories: readonly (readonly Int32Array[])[];
  /** Each customer's last basket, which is to be foretold. */
  readonly nextBaskets: readonly Int32Array[];
  /** Customers by their position in `histories`, split three times at random 72 to 8 to 20. */
  readonly folds: readonly Fold[];
}

export interface Fold {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

type Baskets = Record<string, readonly (readonly number[])[]>;

/** Four months of a grocery store's customers with three baskets or more, or null where the data folder is absent. */
export function findTaFeng(): TaFeng | null {
  const [history, future, split] = ['tafeng_history', 'tafeng_future', 'our_folds'].map((name) =>
    dataText(`nbr-tafeng-tois23/${name}.json.gz`),
  );
  if (!history || !future || !split) return null;
  const past = JSON.parse(history) as Baskets;
  const next = JSON.parse(future) as Baskets;
  const users = Object.keys(past);
  const positions = new Map(users.map((user, position) => [user, position]));
  const histories = users.map((user) => basketsOf(past[user]!));
  const nextBaskets = users.map((user) => basketsOf(next[user]!)[0]!);
  const all = [...histories.flat(), ...nextBaskets];
  const items = 1 + all.reduce((most, basket) => basket.reduce((a, b) => Math.max(a, b), most), 0);
  const positionsOf = (keys: readonly string[]): number[] => keys.map((key) => positions.get(key)!);
  const folds = Object.values(
    JSON.parse(split) as Record<string, { train: string[]; val: string[]; test: string[] }>,
  ).map(({ train, val, test }) => ({
    train: positionsOf(train),
    validation: positionsOf(val),
    test: positionsOf(test),
  }));
  return { items, histories, nextBaskets, folds };
}

/** The file puts a basket [-1] before the first and after the last. */
const basketsOf = (written: readonly (readonly number[])[]): Int32Array[] =>
  written.slice(1, -1).map((basket) => Int32Array.from(new Set(basket)));
