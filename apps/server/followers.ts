import { stampRewards } from '@shuke/coupon';
import { lifecycleFollower, tagFollower } from '@shuke/customer';
import type { Follower } from '@shuke/db';
import { growthFollowers } from '@shuke/growth';
import { learnableOrders, visitsOf } from '@shuke/insight';
import { touchpointFollowers } from '@shuke/touchpoint';

/** Everything that follows from events of other modules, each exactly once. */
export const allFollowers: readonly Follower[] = [
  lifecycleFollower(visitsOf),
  tagFollower(learnableOrders),
  stampRewards,
  ...touchpointFollowers,
  ...growthFollowers,
];
