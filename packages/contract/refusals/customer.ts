import type { RefusalEntry } from './entry.ts';

export const customer = {} satisfies Record<string, RefusalEntry>;
