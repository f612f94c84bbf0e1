import type { Preset } from './preset.ts';

/**
 * The log of a coffee machine: one cup a row, no number of a receipt, a card's token where one was used. The machine is
 * the store. Its clock is read in the merchant's time zone. Copies of this log write their dates in several ways, so the
 * file itself shows which.
 */
export const coffeeVending: Preset = {
  preset: 'coffee-vending',
  title: 'Coffee machine log',
  titleZh: '自助咖啡机流水',
  mapping: {
    kind: 'receipts',
    columns: { orderedAt: 'datetime', customer: 'card', product: 'coffee_name', amount: 'money' },
    storeCode: 'coffee-machine',
    storeName: 'Coffee machine',
    customerKind: 'card_token',
    decimalMark: '.',
    thousandsMark: '',
    currencySymbol: '',
  },
  alsoHas: ['date', 'cash_type'],
};
