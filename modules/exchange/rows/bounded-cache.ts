/** A cache of at most twice `size` entries. */
export interface BoundedCache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

/**
 * Keeps what was used lately: entries live in a young generation, and what is asked for again moves up from the old one
 * before that is dropped. It bounds the memory of an import whatever the file holds, at the cost of one map access.
 */
export function boundedCache<K, V>(size: number): BoundedCache<K, V> {
  let young = new Map<K, V>();
  let old = new Map<K, V>();
  // The rows of a receipt ask for the same store and person one after the other; comparing costs less than hashing.
  let lastKey: K | undefined;
  let lastValue: V | undefined;
  const set = (key: K, value: V): void => {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  const find = (key: K): V | undefined => {
    const value = young.get(key);
    if (value !== undefined || old.size === 0) return value;
    const earlier = old.get(key);
    if (earlier !== undefined) set(key, earlier);
    return earlier;
  };
  const get = (key: K): V | undefined => {
    if (lastValue !== undefined && key === lastKey) return lastValue;
    const value = find(key);
    lastKey = key;
    lastValue = value;
    return value;
  };
  return { get, set };
}

/** A copy of a text that stands alone. A slice would keep the whole piece of the file it was cut from in memory. */
export const detached = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');
