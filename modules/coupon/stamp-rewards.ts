import type { EventPayloads } from '@shuke/contract';
import { appendEvents, type FeedEvent, type Follower, type NewEvent, type Tx } from '@shuke/db';
import type { Result } from '@shuke/kernel';
import type { NewCoupon } from './coupon-store.ts';
import type { IssueRefusal } from './errors.ts';
import { issueMany } from './issue-many.ts';

type TurnIn = EventPayloads['loyalty.stamps_redeemed'];

/** Gives members the coupons that they turned full stamp cards in for. A reward that is an item is handed over at the till. */
export const stampRewards: Follower = {
  name: 'coupon:stamp_rewards',
  types: ['loyalty.stamps_redeemed'],
  handle: giveRewards,
};

async function giveRewards(tx: Tx, events: readonly FeedEvent[]): Promise<void> {
  const due = events.flatMap(({ payload }) => {
    const { turnInId, customerId, templateId } = payload as TurnIn;
    return templateId === null ? [] : [{ turnInId, customerId, templateId }];
  });
  if (due.length === 0) return;
  const issued = await issueMany(tx, due);
  await appendEvents(
    tx,
    due.map((reward, i) => told(reward, issued[i]!)),
  );
}

interface Reward {
  readonly turnInId: string;
  readonly customerId: string;
  readonly templateId: string;
}

// The stamps are gone, so whoever looks after the shop must learn that the member is still due something, and why.
const told = (reward: Reward, issued: Result<NewCoupon, IssueRefusal>): NewEvent =>
  issued.ok
    ? { type: 'coupon.reward_given', payload: { ...reward, couponId: issued.value.couponId } }
    : { type: 'coupon.reward_withheld', payload: { ...reward, reason: issued.refusal.code } };
