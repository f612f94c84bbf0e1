import { constraintOf, sqlState } from '@shuke/db';
import { Bug, Fault } from '@shuke/kernel';
import type { Thrown } from './thread-messages.ts';

/** An error as it goes to another thread. */
export function thrownOf(error: unknown): Thrown {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const code = sqlState(error);
  const kind = error instanceof Fault ? 'fault' : code === null ? 'bug' : 'database';
  return { kind, message, stack, code, constraint: constraintOf(error) };
}

/** The same error here, with the stack of there. */
export function errorOf({ kind, message, stack, code, constraint }: Thrown): Error {
  const error = kind === 'fault' ? new Fault(message) : kind === 'bug' ? new Bug(message) : databaseError(message);
  if (kind === 'database') Object.assign(error, { code, constraint: constraint ?? undefined });
  if (stack !== undefined) error.stack = stack;
  return error;
}

// Who logs an error of PostgreSQL's leaves its words out, which quote values, and knows it by its severity.
const databaseError = (message: string): Error => Object.assign(new Error(message), { severity: 'ERROR' });
