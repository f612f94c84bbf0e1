import type { Ctx } from '@shuke/db';

/** Something that does not add up: a stable code, and the ids and figures that lead to it. */
export interface Finding {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/**
 * What checks the rows of one merchant against what keys and triggers would guarantee elsewhere. Every module can have one;
 * the server lists them, and `shuke verify` runs them all. It changes nothing.
 */
export interface Verifier {
  /** The module's name. */
  readonly name: string;
  /** What is checked, in a line for the person who reads the result. */
  readonly says: string;
  run(ctx: Ctx): Promise<readonly Finding[]>;
  /** How many rows of which kind it looks at. */
  count(ctx: Ctx): Promise<Readonly<Record<string, number>>>;
}
