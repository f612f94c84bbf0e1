import type { EventPayloads } from '@shuke/contract';
import type { Follower } from '@shuke/db';
import { evaluateTiers, MOST_AT_ONCE } from './evaluate-tiers.ts';

/** A merge gives a person the tier of all earnings at once, and un-merging each customer the own one. */
const tiersOfPersons: Follower = {
  name: 'loyalty.persons',
  types: ['customer.merged', 'customer.unmerged'],
  atOnce: MOST_AT_ONCE / 2,
  async handle(tx, events) {
    const both = events.flatMap(({ payload }) => {
      const { fromCustomerId, intoCustomerId } = payload as EventPayloads['customer.merged' | 'customer.unmerged'];
      return [fromCustomerId, intoCustomerId];
    });
    await evaluateTiers(tx, [...new Set(both)]);
  },
};

export const loyaltyFollowers: readonly Follower[] = [tiersOfPersons];
