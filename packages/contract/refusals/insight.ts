import { entry, type RefusalEntry } from './entry.ts';

export const insight = {
  period_invalid: entry(
    'invalid',
    [
      'The period is turned round, too long or outside of the calendar that is kept.',
      '时间段起止颠倒、过长或超出可用的日历范围。',
    ],
    [
      'Give business days from 1970 to 2999, the first not after the last, at most 3,660 days.',
      '请给出 1970 至 2999 年之间的营业日，起始日不晚于结束日，且最多 3660 天。',
    ],
  ),
} satisfies Record<string, RefusalEntry>;
