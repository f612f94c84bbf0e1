import { billReadyAt } from '../core/clock.ts';
import type { Desk } from '../core/desk.ts';
import type { BillLine } from '../core/mismatches.ts';
import { BAD_PARAMETER, done, NO_BILL, type Words } from './answers.ts';
import { toGbk } from '../core/gbk.ts';
import { alipayTime, yuan, type Asked } from './trades.ts';
import { zip } from '../core/zip.ts';

const HEAD =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,' +
  '商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,' +
  '卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

function row({ trade, refund, amountMinor, feeMinor, at }: BillLine): string {
  // What goes out is below zero, and so is the fee that is kept.
  const signed = yuan(refund ? -amountMinor : amountMinor);
  // Columns that a shop without stores, vouchers and red packets leaves empty come as one text.
  const cells = [
    `${trade.providerRef}\t`,
    `${trade.outTradeNo}\t`,
    refund ? '退款' : '交易',
    trade.subject.replaceAll(',', ' '),
    alipayTime(trade.startedAt),
    alipayTime(at.toISOString()),
    ',,,',
    '熟客(159****5620)',
    signed,
    signed,
    '0.00,0.00,0.00,0.00,0.00,,0.00,0.00',
    refund ? `${refund.outRefundNo}\t` : '',
    yuan(-feeMinor),
    '0.00',
    '',
  ];
  return cells.join(',');
}

/** The lines of a day as Alipay's file has them: marked lines around, a tab behind each number. */
export function billText(lines: readonly BillLine[], { merchantNo, day }: { merchantNo: string; day: string }): string {
  const about = ['#支付宝业务明细查询', `#账号：[${merchantNo}]`, `#起始日期：[${day}]`];
  const before = '#-----------------------------------------业务明细列表----------------------------------------';
  const after = '#-----------------------------------------业务明细列表结束------------------------------------';
  return [...about, before, HEAD, ...lines.map(row), after].map((line) => `${line}\r\n`).join('');
}

export function billZip(
  desk: Desk,
  { merchantNo, day }: { readonly merchantNo: string; readonly day: string },
): Buffer {
  const lines = desk.mismatches.linesOf(desk.book.all('alipay'), { gateway: 'alipay', merchantNo, day });
  const stem = `${merchantNo}_${day.replaceAll('-', '')}_业务明细`;
  const summary = `#支付宝业务汇总查询\r\n总笔数,${lines.length}\r\n`;
  return zip([
    { name: toGbk(`${stem}(汇总).csv`), content: toGbk(summary) },
    { name: toGbk(`${stem}.csv`), content: toGbk(billText(lines, { merchantNo, day })) },
  ]);
}

export function billAddress(desk: Desk, { merchant, biz }: Asked): Words {
  const day = typeof biz['bill_date'] === 'string' ? biz['bill_date'] : '';
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || biz['bill_type'] !== 'trade') return BAD_PARAMETER;
  if (desk.clock.now() < billReadyAt(day)) return NO_BILL;
  const token = desk.accounts.secret(merchant, `bill ${day}`, 32);
  const address = `${desk.origin}/alipay/bill/${merchant.merchantNo}/${day}?token=${token}`;
  return done({ bill_download_url: address });
}
