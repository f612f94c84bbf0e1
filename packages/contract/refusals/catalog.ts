import { entry, type RefusalEntry } from './entry.ts';

export const catalog = {
  unknown_sku: entry(
    'invalid',
    ['The SKU that is named is not in the catalogue.', '商品目录中没有所指出的 SKU。'],
    [
      'Send its name with the line, which adds it, or correct the SKU.',
      '请随该行发送商品名称（将自动新增），或更正 SKU。',
    ],
  ),
  product_not_found: entry(
    'not_found',
    ['There is no such product.', '没有此商品。'],
    ['Check the id; the list of products shows all.', '请核对编号；商品列表中可查看全部商品。'],
  ),
  catalog_store_unknown: entry(
    'invalid',
    ['There is no store with this code.', '没有此代码的门店。'],
    ['Use a code from the list of stores.', '请使用门店列表中的代码。'],
  ),
  catalog_store_not_yours: entry(
    'forbidden',
    [
      'You work in one store, and this is for another or for all.',
      '您只负责一家门店，而此操作涉及其他门店或全部门店。',
    ],
    [
      'Name your own store, or ask somebody who works for all stores.',
      '请填写您所在的门店，或请负责全部门店的人员操作。',
    ],
  ),
  catalog_row_duplicate: entry(
    'invalid',
    ['Two rows name the same SKU in the same place.', '有两行指向同一位置的同一 SKU。'],
    ['Send each SKU once for each store.', '每个门店的每个 SKU 只写一行。'],
  ),
  price_too_high: entry(
    'invalid',
    ['A price is higher than can be calculated with exactly.', '价格超过可精确计算的上限。'],
    ['Correct the price of the SKU that is named.', '请更正所示 SKU 的价格。'],
  ),
  stock_not_tracked: entry(
    'conflict',
    ['The stock of this product is not tracked in this store.', '该门店未跟踪此商品的库存。'],
    ['Count it first, which begins to track it.', '请先盘点该商品，盘点后即开始跟踪库存。'],
  ),
  stock_insufficient: entry(
    'conflict',
    ['There is less in the store than would be taken off.', '门店现有库存不足以扣减。'],
    ['Take off at most what is there, or count it again.', '扣减数量不能超过现有库存，或重新盘点。'],
  ),
  stock_too_large: entry(
    'invalid',
    ['More would be in stock than can be calculated with exactly.', '库存数量超过可精确计算的上限。'],
    ['Correct the quantity of the SKU that is named.', '请更正所示 SKU 的数量。'],
  ),
} satisfies Record<string, RefusalEntry>;
