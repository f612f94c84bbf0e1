import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { Fault, newId, ok, refuse, type Result } from '@shuke/kernel';
import { newCardNumber } from './card-number.ts';
import { insertCard, type StoredCard } from './card-store.ts';
import type { KeyReused, OpenCardRefusal } from './errors.ts';
import { cardOpened } from './events.ts';
import { isCustomer, termsNow } from './terms-now.ts';

export interface OpenCard {
  readonly key: string;
  /** Whose card it is; null for a bearer card, which is good for whoever shows it. */
  readonly customerId: string | null;
}

export type CardOpened = Omit<StoredCard, 'createdAt' | 'status'>;

/** Opens a stored-value card with nothing on it. */
export function openCard(
  ctx: Ctx,
  { key, customerId }: OpenCard,
): Promise<Result<CardOpened, OpenCardRefusal | KeyReused>> {
  return inTx<CardOpened, OpenCardRefusal>(ctx, { key, input: { customerId }, storeRefusals: true }, async (tx) => {
    const { programme } = await termsNow(tx);
    if (!programme.storedValue.enabled) return refuse('stored_value_not_offered');
    if (customerId !== null && !(await isCustomer(tx, customerId))) return refuse('customer_not_found');
    const card = await insertWithNumber(tx, customerId);
    await appendEvents(tx, [cardOpened(card)]);
    return ok(card);
  });
}

const ATTEMPTS = 5;

// Of ten million million numbers one is taken by chance a few times in the life of a large chain; then the next is drawn.
async function insertWithNumber(tx: Tx, customerId: string | null): Promise<CardOpened> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const kind = customerId === null ? 'bearer' : 'named';
    const card = { cardId: newId(), number: newCardNumber(), kind, customerId } as const;
    if (await insertCard(tx, card)) return card;
  }
  throw new Fault('no free card number was drawn');
}
