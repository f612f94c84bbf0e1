import { MINUTE_MS } from '@shuke/kernel';
import { OCCASIONS, TOGETHER_MS } from './pairs.ts';
import { GAP_MS } from './visits.ts';

/** What the figures of footfall mean. */
export const DEFINITIONS: Record<string, { en: string; zh: string }> = {
  sources: {
    en: 'Counters, Wi-Fi and scans each see other people; they are never added up.',
    zh: '计数器、无线网络与扫码所见的人不同，从不相加。',
  },
  visit: {
    en: `From the first sighting of a device to the last, without a gap of more than ${GAP_MS / MINUTE_MS} minutes.`,
    zh: `同一设备从首次到末次被看到，中间间隔不超过 ${GAP_MS / MINUTE_MS} 分钟。`,
  },
  dwell: {
    en: 'The mean length of visits with more than one sighting.',
    zh: '被看到不止一次的到店的平均停留时长。',
  },
  pair: {
    en: `Two devices that came and went within ${TOGETHER_MS / MINUTE_MS} minutes of each other at least ${OCCASIONS} times, or scanned the code of one table.`,
    zh: `两台设备至少 ${OCCASIONS} 次在 ${TOGETHER_MS / MINUTE_MS} 分钟内同来同走，或扫过同一桌码。`,
  },
  spend: {
    en: 'The mean of the orders of people whose device is known, on visits together and alone.',
    zh: '设备已知的顾客结伴到店与独自到店的平均每单消费。',
  },
};
