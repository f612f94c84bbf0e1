export {
  CHANNEL_FAULTS,
  hitsBy,
  memoryContext,
  type ChannelContext,
  type ChannelFault,
  type FaultPlan,
} from './context.ts';
export { elemePushSignature } from './sign.ts';
export { DOUYIN_KEYS } from './douyin.ts';
export { MEITUAN_GROUP_KEYS } from './meituan-group.ts';
export { registerChannels } from './register.ts';
export { startChannelStandIns, type RunningChannels } from './start.ts';
export type { TakeawayShop } from './takeaway.ts';
