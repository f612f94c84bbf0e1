import type { Preset } from './preset.ts';

/**
 * Receipts of a supermarket chain (dunnhumby, The Complete Journey, in the form of the R package). `sales_value` is what
 * the store received; the loyalty and the matching discount are the store's own, a manufacturer's coupon is paid back to
 * it and therefore no discount. One row holds 4.440892e-16, so amounts are rounded.
 */
export const completejourney: Preset = {
  preset: 'completejourney',
  title: 'The Complete Journey receipts',
  titleZh: 'Complete Journey 超市小票',
  mapping: {
    kind: 'receipts',
    columns: {
      orderRef: 'basket_id',
      store: 'store_id',
      orderedAt: 'transaction_timestamp',
      customer: 'household_id',
      sku: 'product_id',
      quantity: 'quantity',
      amount: 'sales_value',
      discount: ['retail_disc', 'coupon_match_disc'],
    },
    customerKind: 'member_no',
    orderRefScope: 'merchant',
    dateFormat: 'YYYY-MM-DD HH:mm:ss',
    decimalMark: '.',
    thousandsMark: '',
    currencySymbol: '',
    roundAmounts: true,
    missing: ['NA'],
  },
  alsoHas: ['coupon_disc', 'week'],
};

/** Its products, to be imported before the receipts, which know products by their number alone. */
export const completejourneyProducts: Preset = {
  preset: 'completejourney-products',
  title: 'The Complete Journey products',
  titleZh: 'Complete Journey 商品目录',
  mapping: {
    kind: 'catalogue',
    columns: {
      sku: 'product_id',
      product: ['product_type', 'package_size'],
      category: 'product_category',
      brand: 'brand',
    },
    missing: ['NA'],
  },
  alsoHas: ['manufacturer_id', 'department'],
};
