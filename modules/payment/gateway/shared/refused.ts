import { refuse, type Result } from '@shuke/kernel';
import type { CallbackRefusal, Notice } from '../gateway.ts';
import { Unreadable } from './unknown.ts';

type Read = Result<Notice, CallbackRefusal>;

/** The signature does not hold, or it is about somebody else's merchant number. */
export const forged = (field: string): Read => refuse('callback_forged', { field });

/** Signed well, and too long ago to be the provider calling. */
export const stale = (ageS: number): Read => refuse('callback_stale', { age_s: Math.round(ageS) });

export const unreadable = (field: string): Read => refuse('callback_unreadable', { field });

/** Reads a callback whose signature holds; a field that is not what it should be refuses the whole. */
export function noticeFrom(read: () => Notice | Read): Read {
  try {
    const notice = read();
    return 'ok' in notice ? notice : { ok: true, value: notice };
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(error.message);
    throw error;
  }
}
