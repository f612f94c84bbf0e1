import type { RefusalEntry } from './entry.ts';

export const insight = {} satisfies Record<string, RefusalEntry>;
