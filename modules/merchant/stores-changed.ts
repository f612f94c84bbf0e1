import { rowsChanged, type Tx } from '@shuke/db';

/** Tells whoever keeps a copy that stores are not as they were, of which even a chain has few: all are read anew. */
export const storesChanged = (tx: Tx): Promise<void> => rowsChanged(tx, 'pub_store', null);
