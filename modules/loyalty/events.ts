import type { NewEvent } from '@shuke/db';
import type { Adjustment } from './loyalty-store.ts';
import type { Programme, Reward } from './programme.ts';
import type { TierChangeRow } from './tier-store.ts';
import type { StoredCard } from './card-store.ts';

export const programmeSet = ({ programmeId, version }: Programme): NewEvent => ({
  type: 'loyalty.programme_set',
  payload: { programmeId, version },
});

export const unitsAdjusted = ({ adjustmentId, customerId, asset, amount }: Adjustment): NewEvent => ({
  type: 'loyalty.units_adjusted',
  payload: { adjustmentId, customerId, asset, amount },
});

/** A full stamp card was turned in. Who gives coupons listens: a coupon as reward is issued by its own module. */
export const cardRedeemed = (one: {
  turnInId: string;
  customerId: string;
  cardId: string;
  stamps: number;
  reward: Reward;
}): NewEvent => ({
  type: 'loyalty.stamps_redeemed',
  payload: {
    turnInId: one.turnInId,
    customerId: one.customerId,
    cardId: one.cardId,
    stamps: one.stamps,
    templateId: one.reward.kind === 'coupon' ? one.reward.templateId : null,
    sku: one.reward.kind === 'item' ? one.reward.sku : null,
  },
});

/** A tier rose or fell: of a customer, or of the person as whom merged customers stand. */
export type TierChange = Pick<TierChangeRow, 'customerId' | 'fromTier' | 'toTier' | 'why'>;

export const tierChanged = ({ customerId, fromTier, toTier, why }: TierChange): NewEvent => ({
  type: 'loyalty.tier_changed',
  payload: { customerId, fromTier, toTier, why },
});

export const cardOpened = ({ cardId, kind, customerId }: Omit<StoredCard, 'createdAt' | 'status'>): NewEvent => ({
  type: 'loyalty.card_opened',
  payload: { cardId, kind, customerId },
});

export const cardStatusChanged = ({ cardId, status }: Pick<StoredCard, 'cardId' | 'status'>): NewEvent => ({
  type: 'loyalty.card_status_changed',
  payload: { cardId, status },
});

export interface MoneyOfCard {
  readonly cardId: string;
  readonly storeId: string;
  readonly amountMinor: number;
  readonly bonusMinor: number;
}

export const valueAdded = ({ cardId, storeId, amountMinor, bonusMinor }: MoneyOfCard): NewEvent => ({
  type: 'loyalty.value_added',
  payload: { cardId, storeId, amountMinor, bonusMinor },
});

export const valueRefunded = ({ cardId, storeId, amountMinor, bonusMinor }: MoneyOfCard): NewEvent => ({
  type: 'loyalty.value_refunded',
  payload: { cardId, storeId, amountMinor, bonusMinor },
});
