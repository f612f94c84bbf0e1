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
  comparison_invalid: entry(
    'invalid',
    [
      'The comparison is turned round, too long, outside of the calendar that is kept, or its days do not fit what was asked for.',
      '对比时间段起止颠倒、过长、超出可用的日历范围，或所给日期与对比方式不符。',
    ],
    [
      'Give compareFrom and compareTo with compare=days only, both of them, the first not after the last.',
      '仅在 compare=days 时给出 compareFrom 与 compareTo，二者须同时给出，且起始日不晚于结束日。',
    ],
  ),
  ranking_invalid: entry(
    'invalid',
    [
      'The ranking cannot be read: a row names no product, a place stands twice, or there is no row.',
      '榜单无法读取：有行未写明商品、名次重复，或没有任何行。',
    ],
    [
      'Give each row a sku or a name, places that differ or none at all, and shares from 0 to 100 percent.',
      '每行给出 SKU 或名称，名次互不相同或全部省略，占比在 0 至 100% 之间。',
    ],
  ),
  ranking_unknown: entry(
    'not_found',
    ['There is no such ranking.', '没有该榜单。'],
    ['Import one, or ask for the list of rankings.', '请先导入榜单，或查看榜单列表。'],
  ),
} satisfies Record<string, RefusalEntry>;
