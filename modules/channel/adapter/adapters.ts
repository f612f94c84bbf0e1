import { CHANNELS, type ChannelName } from '../channel.ts';
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

export interface AccountAsks {
  readonly channel: ChannelName;
  readonly settings: string[];
  readonly secrets: string[];
}

/** What an account of each platform needs, by the platform's own names. */
export const asksOfAll = (): AccountAsks[] =>
  CHANNELS.map((channel) => {
    const { settings, secrets } = adapters[channel].asks;
    return { channel, settings: [...settings], secrets: [...secrets] };
  });
