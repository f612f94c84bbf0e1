/** What the chain sells. Prices are in fen. */
export interface Dish {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly priceMinor: number;
}

const menuOf = (category: string, first: number, dishes: readonly [string, number][]): Dish[] =>
  dishes.map(([name, yuan], i) => ({ sku: String(first + i), name, category, priceMinor: yuan * 100 }));

export const NOODLES = menuOf('面', 101, [
  ['葱油拌面', 16],
  ['阳春面', 12],
  ['雪菜肉丝面', 22],
  ['红烧牛肉面', 32],
  ['大排面', 26],
  ['辣肉面', 24],
  ['番茄鸡蛋面', 20],
  ['担担面', 22],
  ['鳝丝面', 38],
  ['黄鱼面', 42],
  ['咖喱牛肉面', 30],
]);

export const SIDES = menuOf('小食', 201, [
  ['卤蛋', 3],
  ['素鸡', 5],
  ['拍黄瓜', 10],
  ['皮蛋豆腐', 12],
  ['小笼包', 16],
  ['生煎', 14],
  ['酱牛肉', 22],
  ['春卷', 9],
]);

export const DRINKS = menuOf('饮品', 301, [
  ['豆浆', 5],
  ['酸梅汤', 6],
  ['可乐', 5],
  ['冰红茶', 6],
  ['凉茶', 7],
  ['啤酒', 10],
]);

export const MENU: readonly Dish[] = [...NOODLES, ...SIDES, ...DRINKS];

/** How much the town as a whole likes each noodle soup; each guest's own taste multiplies it. */
export const NOODLE_FAME = [9, 5, 6, 12, 8, 7, 5, 5, 3, 2, 4] as const;

export interface StreetStore {
  readonly code: string;
  readonly name: string;
}

const STORE_NAMES = ['人民广场店', '徐家汇店', '陆家嘴店', '静安寺店', '五角场店', '中山公园店', '虹桥店', '七宝店'];

/** The chain's stores; the first is the busiest. */
export const storesOf = (count: number): StreetStore[] =>
  Array.from({ length: count }, (_, i) => ({
    code: `S${String(i + 1).padStart(2, '0')}`,
    name: STORE_NAMES[i] ?? `第${i + 1}店`,
  }));

/** How a store's traffic falls off from the first one. */
export const storeWeights = (count: number): number[] => Array.from({ length: count }, (_, i) => (i + 1) ** -0.6);
