import type { Tx } from '@shuke/db';
import { loyaltyHeads, programmeOf, type Programme } from '@shuke/loyalty';

// A version of a programme never changes, so that only the number of the one that holds now is asked for each time.
const MOST_REMEMBERED = 1000;
const remembered = new Map<string, { readonly version: number; readonly programme: Programme }>();

/** The programme that holds now. It takes one statement, and a second one when it was changed. */
export async function programmeNow(tx: Tx): Promise<Programme> {
  const version = (await loyaltyHeads(tx, [tx.merchantId])).get(tx.merchantId) ?? 0;
  const known = remembered.get(tx.merchantId);
  if (known?.version === version) return known.programme;
  const programme = await programmeOf(tx, tx.merchantId, version);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(tx.merchantId, { version, programme });
  return programme;
}
