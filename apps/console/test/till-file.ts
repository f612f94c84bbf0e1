import { DAY_MS, seededRandom } from '@shuke/kernel';

const HEADER = 'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount';
const DISHES = [
  ['104', '红烧牛肉面', '面', 32],
  ['106', '辣肉面', '面', 24],
  ['203', '拍黄瓜', '小食', 10],
  ['301', '豆浆', '饮品', 5],
] as const;
const DAYS = 70;
const MEMBERS = 480;
const USUAL_GAP_DAYS = 7;
/** How long ago the unfaithful half came last. */
const AWAY_DAYS = 26;

/** Member number of the new store's i-th member. */
export const memberNo = (i: number): string => `N${String(10_000 + i)}`;
export const MEMBER_NOS = Array.from({ length: MEMBERS }, (_, i) => memberNo(i));

export interface TillFile {
  readonly name: string;
  readonly text: string;
  readonly orders: number;
  /** The line of the file, counted from 1, whose amount nobody can read. */
  readonly brokenLine: number;
}

/** What the till of a fourth store exports: members who come weekly, half of whom stay away lately, and some cash. */
export function tillFile(today: number): TillFile {
  const random = seededRandom(7);
  const lines = [HEADER];
  let orders = 0;
  const sell = (day: string, customer: string): void => {
    orders += 1;
    const [sku, product, category, price] = random.pick(DISHES);
    const time = `${day} ${String(10 + random.int(10))}:${String(10 + random.int(50))}:00`;
    lines.push(`S04-${orders},S04,${time},${customer},${sku},${product},${category},1,${price}.00,0.00`);
  };
  for (let ago = DAYS; ago >= 1; ago -= 1) {
    const day = new Date(today - ago * DAY_MS).toISOString().slice(0, 10);
    MEMBER_NOS.forEach((customer, i) => {
      const isAway = i % 2 === 0 && ago < AWAY_DAYS;
      if (!isAway && (ago + i) % USUAL_GAP_DAYS === 0) sell(day, customer);
    });
    sell(day, '');
  }
  lines.splice(9, 0, `S04-X,S04,2026-01-02 12:00:00,,104,红烧牛肉面,面,1,thirty-two,0.00`);
  return { name: '四号店 小票.csv', text: `${lines.join('\n')}\n`, orders, brokenLine: 10 };
}
