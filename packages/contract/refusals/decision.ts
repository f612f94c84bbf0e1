import type { RefusalEntry } from './entry.ts';

export const decision = {} satisfies Record<string, RefusalEntry>;
