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
} satisfies Record<string, RefusalEntry>;
