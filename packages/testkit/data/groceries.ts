import { dataText } from './folder.ts';

export interface Groceries {
  /** Each basket's items as positions in `names`, each once. */
  readonly baskets: readonly Int32Array[];
  readonly names: readonly string[];
}

/** One month of a grocery store's baskets at the level of categories, or null where the data folder is absent. */
export function findGroceries(): Groceries | null {
  const text = dataText('groceries/groceries.csv.gz');
  if (text === null) return null;
  const ids = new Map<string, number>();
  const idOf = (name: string): number => {
    const id = ids.get(name) ?? ids.size;
    ids.set(name, id);
    return id;
  };
  const lines = text.split('\n').filter((line) => line !== '');
  const baskets = lines.map((line) => Int32Array.from(new Set(line.split(',').map((name) => idOf(name.trim())))));
  return { baskets, names: [...ids.keys()] };
}
