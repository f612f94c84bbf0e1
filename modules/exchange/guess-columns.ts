import type { IdentifierKind, ImportColumns } from '@shuke/contract';
import type { MappedField } from './mapping.ts';

// Headings as tills write them, without spaces, marks and case. A field takes the first of its words that a column has.
const HEADINGS: Readonly<Record<MappedField | 'date' | 'time', string>> = {
  orderRef:
    'orderref orderid orderno ordernumber receipt receiptno receiptid receiptnumber transaction transactionid ' +
    'transactionno invoice invoiceno billno billid ticket ticketno basketid 订单号 订单编号 单号 小票号 小票编号 流水号 ' +
    '交易号 交易流水号 账单号 销售单号',
  store:
    'store storecode storeid storeno shop shopid shopcode branch branchid outlet location 门店编号 门店编码 门店代码 ' +
    '店铺编号 门店 店铺 分店 店名',
  storeName: 'storename shopname branchname 门店名称 店铺名称',
  orderedAt:
    'orderedat datetime orderdatetime transactiontimestamp transactiontime timestamp ordertime saletime soldat paidat ' +
    'createdat 下单时间 交易时间 消费时间 销售时间 结账时间 支付时间 日期时间 时间',
  date: 'date orderdate saledate transactiondate invoicedate businessdate 日期 交易日期 销售日期 营业日期 消费日期',
  time: 'time 时间 交易时刻 时刻',
  customer:
    'customer customerid customerno memberno memberid member membercard phone mobile phonenumber card cardno cardid ' +
    'email householdid 会员号 会员编号 会员卡号 会员 手机号 手机号码 手机 电话 卡号 顾客 客户 客户编号 邮箱',
  sku:
    'sku productid productcode productno itemid itemcode itemno articleno barcode plu stockcode 商品编码 商品编号 商品代码 ' +
    '货号 条码 商品条码 菜品编码',
  product:
    'productname product itemname item article description articlename name 商品名称 商品 品名 菜品名称 菜品 菜名 项目名称 ' +
    '品项 产品名称 产品',
  category: 'category productcategory categoryname department group 类别 分类 品类 商品分类 商品类别 菜品分类 大类',
  brand: 'brand brandname 品牌',
  quantity: 'quantity qty count units 数量 销售数量 份数 件数',
  amount:
    'amount lineamount linetotal netamount total money salesvalue sales paid 实收金额 实付金额 实收 实付 金额 小计 销售额 ' +
    '销售金额 合计',
  unitPrice: 'unitprice price 单价 售价 价格',
  discount: 'discount discountamount linediscount 优惠金额 优惠 折扣金额 折扣 减免',
};

const plain = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-./()（）:#]/g, '');

/** Finds by a file's headings, in Chinese and English, which column is what. */
export function guessColumns(columns: readonly string[]): ImportColumns {
  const byHeading = new Map(columns.map((column) => [plain(column), column] as const).toReversed());
  const taken = new Set<string>();
  const take = (field: keyof typeof HEADINGS): string | undefined => {
    const words = HEADINGS[field].split(' ').map(plain);
    const column = words.map((word) => byHeading.get(word)).find((one) => one !== undefined && !taken.has(one));
    if (column !== undefined) taken.add(column);
    return column;
  };
  const date = take('date');
  const time = date === undefined ? undefined : take('time');
  const orderedAt = date !== undefined && time !== undefined ? [date, time] : (take('orderedAt') ?? date);
  const found = { orderedAt, ...Object.fromEntries(PLAIN_FIELDS.map((field) => [field, take(field)])) };
  return Object.fromEntries(Object.entries(found).filter(([, column]) => column !== undefined)) as ImportColumns;
}

const PLAIN_FIELDS = [
  'orderRef',
  'storeName',
  'store',
  'customer',
  'sku',
  'product',
  'category',
  'brand',
  'quantity',
  'amount',
  'unitPrice',
  'discount',
] as const satisfies readonly MappedField[];

/** What the column of the customer holds, by its heading. */
export function guessCustomerKind(heading: string | undefined): IdentifierKind {
  const word = plain(heading ?? '');
  if (/phone|mobile|手机|电话/.test(word)) return 'phone';
  if (/mail|邮箱/.test(word)) return 'email';
  return word.startsWith('card') || word === '卡号' ? 'card_token' : 'member_no';
}
