import { refuse, type Result } from '@shuke/kernel';
import type { CallbackRefusal } from './adapter.ts';
import { Unreadable, type Fields } from './fields.ts';

/** Reads a callback whose signature holds; a field that is not what it should be refuses the whole. */
export function reading<T>(read: () => T): Result<T, CallbackRefusal> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Unreadable) return refuse('channel_callback_unreadable', { field: error.message });
    throw error;
  }
}

export interface Unknown {
  readonly state: 'unknown';
  readonly why: string;
}

/** The same of an answer: what cannot be read may well have been done. */
export function readOr<T>(read: () => T): T | Unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return { state: 'unknown', why: `unreadable_${error.message}` };
    throw error;
  }
}

/** What a platform's interface said: data, that it will not, or nothing that can be believed. */
export type Said =
  { readonly state: 'said'; readonly data: Fields } | { readonly state: 'refused' | 'unknown'; readonly why: string };
