import type { ChannelName } from './channel.ts';

/** What is called out in the kitchen; platforms have one name in all languages. */
export const CHANNEL_LABELS: Readonly<Record<ChannelName, string>> = {
  eleme: '饿了么',
  meituan: '美团',
  meituan_group: '美团团购',
  douyin: '抖音团购',
};
