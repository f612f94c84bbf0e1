import { audienceFollower } from '@shuke/audience';
import { stockFollower } from '@shuke/channel';
import { stampRewards } from '@shuke/coupon';
import { customerFollowers } from '@shuke/customer';
import type { Follower } from '@shuke/db';
import { growthFollowers } from '@shuke/growth';
import { learnableOrders, visitsOf } from '@shuke/insight';
import { loyaltyFollowers } from '@shuke/loyalty';
import { kitchenFollower, settlementFollower } from '@shuke/order';
import { touchpointFollowers } from '@shuke/touchpoint';

/** Everything that follows from events of other modules, each exactly once. */
export const allFollowers: readonly Follower[] = [
  ...customerFollowers({ visitsOf, ordersOf: learnableOrders }),
  stampRewards,
  ...loyaltyFollowers,
  ...touchpointFollowers,
  ...growthFollowers,
  settlementFollower,
  stockFollower,
  kitchenFollower,
  audienceFollower,
];
