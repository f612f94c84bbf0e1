import type { OpenOptions } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import type { AskRefusal } from '../errors.ts';
import type { Ask } from './ask.ts';
import type { Told } from './told.ts';

/** Where a thread finds the database. */
export type Access = Pick<OpenOptions, 'ownerUrl' | 'secret' | 'rolePrefix'>;

/** A batch for a thread, or null: end when what is under way is done. */
export type ToThread = { readonly batch: number; readonly asks: readonly Ask[] } | null;

export type FromThread =
  | { readonly batch: number; readonly told: readonly Result<Told, AskRefusal>[] }
  | { readonly batch: number; readonly thrown: Thrown };

/** Of an error what the other thread judges by and logs: cloning alone would lose its class and PostgreSQL's code. */
export interface Thrown {
  readonly kind: 'fault' | 'database' | 'bug';
  readonly message: string;
  readonly stack: string | undefined;
  /** PostgreSQL's fields. */
  readonly code: string | null;
  readonly constraint: string | null;
}
