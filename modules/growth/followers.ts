import { hasConsent } from '@shuke/customer';
import type { FeedEvent, Follower, Tx } from '@shuke/db';
import { boughtCategories } from '@shuke/insight';
import { learn } from '@shuke/touchpoint';

/** Learns from what was bought; only of people who agreed to be shown what suits them. */
const interests: Follower = {
  name: 'growth.interests',
  types: ['order.paid', 'order.recorded'],
  async handle(tx: Tx, events: readonly FeedEvent[]) {
    const bought = await boughtCategories(
      tx,
      events.map(({ payload }) => (payload as { readonly orderId: string }).orderId),
    );
    const customerIds = [...new Set(bought.map(({ customerId }) => customerId))];
    const agreed = await hasConsent(tx, { customerIds, purpose: 'personalisation', channel: 'app' });
    const rows = bought.filter(({ customerId }) => agreed.has(customerId));
    await learn(
      tx,
      rows.map(({ customerId, category, orderedAt }) => ({ customerId, category, kind: 'order', at: orderedAt })),
    );
  },
};

export const growthFollowers: readonly Follower[] = [interests];
