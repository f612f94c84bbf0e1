import type { BatchTx } from '@shuke/db';
import { parseCardNumber } from './card-number.ts';
import { readByNumber, type NumberRow, type StoredCard } from './card-store.ts';

/**
 * The cards of these numbers as people typed them, each in the place of its row; null where there is none. The steps of a
 * checkout, so rows may be of several merchants. A blocked card is found too: who takes it looks at its status.
 */
export async function cardsByNumber(tx: BatchTx, rows: readonly NumberRow[]): Promise<(StoredCard | null)[]> {
  const asked = rows.map(({ merchantId, number }) => ({ merchantId, number: parseCardNumber(number) }));
  const readable = asked.flatMap(({ merchantId, number }) => (number === null ? [] : [{ merchantId, number }]));
  if (readable.length === 0) return rows.map(() => null);
  const found = await readByNumber(tx, readable);
  const byKey = new Map(found.map(({ merchantId, ...card }) => [`${merchantId} ${card.number}`, card]));
  return asked.map(({ merchantId, number }) => byKey.get(`${merchantId} ${number}`) ?? null);
}
