import type { Preset } from './preset.ts';

/** Our own full format: what to write when a till can be taught what to export. */
export const shuke: Preset = {
  preset: 'shuke',
  title: 'Shuke receipts',
  titleZh: '熟客小票格式',
  mapping: {
    kind: 'receipts',
    columns: {
      orderRef: 'order_ref',
      store: 'store',
      orderedAt: 'ordered_at',
      customer: 'customer',
      sku: 'sku',
      product: 'product',
      category: 'category',
      quantity: 'quantity',
      amount: 'amount',
      discount: 'discount',
    },
    customerKind: 'member_no',
    orderRefScope: 'merchant',
    dateFormat: 'iso',
    decimalMark: '.',
    thousandsMark: '',
    currencySymbol: '',
  },
};

/** The catalogue that goes with it. */
export const shukeProducts: Preset = {
  preset: 'shuke-products',
  title: 'Shuke catalogue',
  titleZh: '熟客商品目录格式',
  mapping: {
    kind: 'catalogue',
    columns: { sku: 'sku', product: 'product', category: 'category', brand: 'brand' },
  },
};
