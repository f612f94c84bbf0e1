import type { RefusalEntry } from './entry.ts';

export const exchange = {} satisfies Record<string, RefusalEntry>;
