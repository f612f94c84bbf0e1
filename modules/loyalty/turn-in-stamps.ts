import { appendEvents, inTx, type Ctx } from '@shuke/db';
import { must, newId, ok, refuse, type Result } from '@shuke/kernel';
import { postMany } from '@shuke/ledger';
import type { KeyReused, StampRefusal } from './errors.ts';
import { cardRedeemed } from './events.ts';
import { stampAsset, type Reward } from './programme.ts';
import { isCustomer, postingOf, termsNow } from './terms-now.ts';
import { unitRefusal } from './unit-refusal.ts';
import { burnSteps } from './unit-steps.ts';

export interface TurnInStamps {
  readonly key: string;
  readonly customerId: string;
  readonly cardId: string;
}

export interface StampsTurnedIn {
  readonly turnInId: string;
  readonly customerId: string;
  readonly cardId: string;
  readonly stamps: number;
  /** What the member is due. A coupon is issued by who listens to the event. */
  readonly reward: Reward;
}

/** Takes the stamps of one full card, those that end first, for its reward. Refused where the card is not full. */
export function turnInStamps(
  ctx: Ctx,
  { key, ...input }: TurnInStamps,
): Promise<Result<StampsTurnedIn, StampRefusal | KeyReused>> {
  return inTx<StampsTurnedIn, StampRefusal>(ctx, { key, input, storeRefusals: true }, async (tx) => {
    const { customerId, cardId } = input;
    if (!(await isCustomer(tx, customerId))) return refuse('customer_not_found');
    const { programme, day } = await termsNow(tx);
    const card = programme.stampCards.find((one) => one.cardId === cardId);
    if (!card) return refuse('stamp_card_not_found');
    const turnInId = newId();
    const asset = stampAsset(cardId);
    const steps = burnSteps({ merchantId: tx.merchantId, customerId, asset, amount: card.stamps, day });
    const [result] = await postMany(tx, [
      postingOf(tx, { purpose: 'loyalty.stamps_redeemed', referenceId: turnInId, steps }),
    ]);
    const posted = must(result, 'each posting has its result');
    if (!posted.ok) return unitRefusal(posted.refusal, 'insufficient_stamps');
    const turnedIn = { turnInId, customerId, cardId, stamps: card.stamps, reward: card.reward };
    await appendEvents(tx, [cardRedeemed(turnedIn)]);
    return ok(turnedIn);
  });
}
