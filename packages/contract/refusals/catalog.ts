import type { RefusalEntry } from './entry.ts';

export const catalog = {} satisfies Record<string, RefusalEntry>;
