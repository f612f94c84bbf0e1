import type { RefusalEntry } from './entry.ts';

export const order = {} satisfies Record<string, RefusalEntry>;
