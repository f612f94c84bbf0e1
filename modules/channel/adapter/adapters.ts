import type { ChannelName } from '../channel.ts';
import type { ChannelAdapter } from './adapter.ts';
import { douyin } from './douyin/douyin.ts';
import { eleme } from './eleme/eleme.ts';
import { meituanGroup } from './meituan-group/meituan-group.ts';
import { meituan } from './meituan/meituan.ts';

export const adapters: Readonly<Record<ChannelName, ChannelAdapter>> = {
  eleme,
  meituan,
  meituan_group: meituanGroup,
  douyin,
};
