import type { Preset } from './preset.ts';

const shared = {
  kind: 'receipts',
  storeCode: 'bakery',
  storeName: 'Bakery',
  orderRefScope: 'merchant',
  decimalMark: '.',
  thousandsMark: '',
  currencySymbol: '',
} as const;

/** A bakery's till log with date and time apart. It has neither customers nor amounts: each line comes to zero. */
export const breadBasket: Preset = {
  preset: 'bread-basket',
  title: 'Bakery till log',
  titleZh: '面包店收银流水',
  mapping: {
    ...shared,
    columns: { orderRef: 'Transaction', orderedAt: ['Date', 'Time'], product: 'Item' },
    dateFormat: 'YYYY-MM-DD HH:mm:ss',
  },
};

/** The same log in its other edition, with the day first. */
export const breadBasketDayFirst: Preset = {
  preset: 'bread-basket-day-first',
  title: 'Bakery till log, day first',
  titleZh: '面包店收银流水（日在前）',
  mapping: {
    ...shared,
    columns: { orderRef: 'Transaction', orderedAt: 'date_time', product: 'Item' },
    dateFormat: 'DD-MM-YYYY HH:mm',
  },
  alsoHas: ['period_day', 'weekday_weekend'],
};
