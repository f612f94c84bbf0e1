import type { TicketLanguage } from './ticket.ts';

interface Words {
  readonly kitchen: string;
  readonly receipt: string;
  readonly order: string;
  readonly time: string;
  readonly wanted: string;
  readonly now: string;
  readonly remark: string;
  readonly gross: string;
  readonly discount: string;
  readonly payable: string;
  readonly refunded: string;
  readonly coupon: string;
  readonly reprint: string;
  readonly thanks: string;
  readonly sources: Readonly<Record<string, string>>;
  readonly tenders: Readonly<Record<string, string>>;
}

const zh: Words = {
  kitchen: '厨房单',
  receipt: '消费小票',
  order: '单号',
  time: '时间',
  wanted: '送达',
  now: '尽快',
  remark: '备注',
  gross: '原价',
  discount: '优惠',
  payable: '应付',
  refunded: '已退',
  coupon: '券',
  reprint: '重打',
  thanks: '谢谢惠顾，欢迎再来',
  sources: {
    till: '收银',
    counter: '柜台',
    dine_in: '堂食',
    takeaway: '自取',
    delivery: '外卖',
    group_buy: '团购',
    mini_program: '小程序',
    scan: '扫码',
    import: '导入',
  },
  tenders: {
    cash: '现金',
    card: '银行卡',
    external: '其他',
    stored_value: '储值',
    gateway: '移动支付',
    points: '积分',
  },
};

const en: Words = {
  kitchen: 'Kitchen',
  receipt: 'Receipt',
  order: 'No.',
  time: 'Time',
  wanted: 'Wanted',
  now: 'as soon as it can be',
  remark: 'Note',
  gross: 'Before discounts',
  discount: 'Discount',
  payable: 'Payable',
  refunded: 'Refunded',
  coupon: 'Coupon',
  reprint: 'REPRINT',
  thanks: 'Thank you, see you again',
  sources: {
    till: 'till',
    counter: 'counter',
    dine_in: 'dine-in',
    takeaway: 'takeaway',
    delivery: 'delivery',
    group_buy: 'group-buy',
    mini_program: 'mini program',
    scan: 'scan and buy',
    import: 'imported',
  },
  tenders: {
    cash: 'Cash',
    card: 'Card',
    external: 'Other',
    stored_value: 'Stored value',
    gateway: 'Mobile payment',
    points: 'Points',
  },
};

export const WORDS: Readonly<Record<TicketLanguage, Words>> = { zh, en };
