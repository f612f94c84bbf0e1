/** No answer, or none that can be believed. `why` is for the log and names no key and no person. */
export interface Unknown {
  readonly state: 'unknown';
  readonly why: string;
}

// A provider's code goes into the log as it came, so it may be nothing but a code.
const MOST = 80;
export const unknown = (why: string): Unknown => ({
  state: 'unknown',
  why: why.replaceAll(/[^\w.:-]/g, '_').slice(0, MOST),
});

/** What was read is not what the provider says that it sends. Thrown inside an adapter only, with the name of the field. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

/** Reads an answer; one that cannot be read may well have been carried out. */
export function readOr<T>(read: () => T): T | Unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return unknown(`unreadable_${error.message}`);
    throw error;
  }
}
