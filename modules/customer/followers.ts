import type { Follower } from '@shuke/db';
import type { VisitsOf } from './lifecycle/evaluate-activity.ts';
import { lifecycleFollower } from './lifecycle/follow-people.ts';
import { tagFollower } from './tag/follow-orders.ts';
import type { OrdersOf } from './tag/learn-from-orders.ts';

/** What follows for people from what happens elsewhere. Visits and orders are read by whoever may. */
export const customerFollowers = (reads: { visitsOf: VisitsOf; ordersOf: OrdersOf }): readonly Follower[] => [
  lifecycleFollower(reads.visitsOf),
  tagFollower(reads.ordersOf),
];
