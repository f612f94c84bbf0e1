import type { RefusalEntry } from './entry.ts';

export const coupon = {} satisfies Record<string, RefusalEntry>;
