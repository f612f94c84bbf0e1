/** A broken invariant of our own code: never the caller's fault, never retried. */
export class Bug extends Error {
  override name = 'Bug';
}

/** A dependency failed (database, gateway, disk); the same call may pass later. */
export class Fault extends Error {
  override name = 'Fault';
}

/** Throws a `Bug` when an invariant does not hold; the message says which one. */
export function assert(condition: unknown, invariant: string): asserts condition {
  if (!condition) throw new Bug(invariant);
}

/** Narrows away null and undefined where the code around has made sure of a value. */
export function must<T>(value: T | null | undefined, invariant: string): T {
  if (value === null || value === undefined) throw new Bug(invariant);
  return value;
}
