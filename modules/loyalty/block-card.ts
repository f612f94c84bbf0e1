import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { setStatus, type CardStatus } from './card-store.ts';
import type { CardNotFound, KeyReused } from './errors.ts';
import { cardStatusChanged } from './events.ts';

export interface BlockCard {
  readonly key: string;
  readonly cardId: string;
  readonly blocked: boolean;
}

export interface CardBlocked {
  readonly cardId: string;
  readonly status: CardStatus;
}

/** Blocks a card that was lost, or opens it again. A blocked card takes no money and pays nothing; its balance stays. */
export function blockCard(
  ctx: Ctx,
  { key, ...input }: BlockCard,
): Promise<Result<CardBlocked, CardNotFound | KeyReused>> {
  return inTx<CardBlocked, CardNotFound>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    const card = { cardId: input.cardId, status: input.blocked ? 'blocked' : 'active' } as const;
    if (!(await setStatus(tx, card.cardId, card.status))) return refuse('stored_card_not_found');
    await appendEvents(tx, [cardStatusChanged(card)]);
    return ok(card);
  });
}
