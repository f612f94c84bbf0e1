import { parseMinor } from '@shuke/kernel';
import type { BillLine } from '../gateway.ts';
import { mustText } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { rowsOf, type Row } from '../shared/table.ts';
import { Unreadable } from '../shared/unknown.ts';

// A tab behind each number keeps a spreadsheet from rounding it.
const SHAPE = { separator: ',', trim: /^\s+|\s+$/g, freeText: '商品名称' } as const;
const KINDS: Readonly<Record<string, BillLine['kind']>> = { 交易: 'charge', 退款: 'refund' };

/** Of the two files of a day the one that lists single trades. */
export const isDetail = (file: string): boolean => file.includes('业务明细列表');

/** Reads a day's file: amounts in yuan, what went out below zero, words of its own on lines with `#`. */
export function billLinesIn(file: string): BillLine[] {
  const [head, ...lines] = file.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  // Without its last line the file has been cut off.
  if (head === undefined || !file.includes('业务明细列表结束')) throw new Unreadable('file');
  return rowsOf(lines, head, SHAPE).map(lineIn);
}

function lineIn(row: Row): BillLine {
  const kind = KINDS[mustText(row, '业务类型')];
  if (!kind) throw new Unreadable('业务类型');
  const outTradeNo = mustText(row, '商户订单号');
  return {
    kind,
    outNo: kind === 'refund' ? mustText(row, '退款批次号/请求号') : outTradeNo,
    outTradeNo,
    providerRef: mustText(row, '支付宝交易号'),
    amountMinor: Math.abs(yuanOf(row, '订单金额（元）')),
    // What it keeps is written below zero.
    feeMinor: 0 - yuanOf(row, '服务费（元）'),
    currency: 'CNY',
    at: instantOf(mustText(row, '完成时间'), '完成时间'),
  };
}

function yuanOf(row: Row, name: string): number {
  const minor = parseMinor(mustText(row, name), 'CNY');
  if (minor === null) throw new Unreadable(name);
  return minor;
}
