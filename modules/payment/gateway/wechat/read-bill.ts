import type { BillLine } from '../gateway.ts';
import { mustText, mustYuan } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { rowsOf, type Row } from '../shared/table.ts';
import { Unreadable } from '../shared/unknown.ts';

// A back-tick stands before each cell, so that a spreadsheet leaves long numbers whole.
const SHAPE = { separator: ',`', trim: /^`|\s+$/g, freeText: '商品名称' } as const;
const SUMMARY = '总交易单数';

/** Reads a day's file: amounts in yuan, the sums of the day at its end. Throws `Unreadable` where it is not such a file. */
export function billLinesIn(file: string): BillLine[] {
  const [head = '', ...rest] = file.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = rest.findIndex((line) => line.startsWith(SUMMARY));
  if (end < 0) throw new Unreadable('summary');
  const rows = rowsOf(rest.slice(0, end), head, SHAPE);
  const summary = rowsOf(rest.slice(end + 1, end + 2), rest[end]!, SHAPE)[0];
  // A row that was not understood would be a charge that seems to be missing there.
  if (Number(summary?.[SUMMARY]) !== rows.length) throw new Unreadable(SUMMARY);
  return rows.flatMap(linesIn);
}

function linesIn(row: Row): BillLine[] {
  const state = mustText(row, '交易状态');
  const shared = {
    outTradeNo: mustText(row, '商户订单号'),
    feeMinor: feeOf(mustText(row, '手续费')),
    currency: row['货币种类'] || 'CNY',
    at: instantOf(mustText(row, '交易时间'), '交易时间'),
  };
  if (state === 'SUCCESS') {
    const amountMinor = mustYuan(row, '订单金额');
    return [
      { ...shared, kind: 'charge', outNo: shared.outTradeNo, providerRef: mustText(row, '微信订单号'), amountMinor },
    ];
  }
  if (state !== 'REFUND' && state !== 'REVOKED') throw new Unreadable(`交易状态 ${state}`);
  if (row['退款状态'] === 'FAIL') return [];
  // What a reversal gave back has no number of ours (assumed): it goes by that of its charge.
  const outRefundNo = mustText(row, '商户退款单号');
  const outNo = outRefundNo === '0' ? shared.outTradeNo : outRefundNo;
  const amountMinor = mustYuan(row, '申请退款金额');
  return [{ ...shared, kind: 'refund', outNo, providerRef: mustText(row, '微信退款单号'), amountMinor }];
}

/** Fees have five places; they are charged to the fen. */
function feeOf(text: string): number {
  if (!/^-?\d{1,9}(\.\d{1,6})?$/.test(text)) throw new Unreadable('手续费');
  const fen = Math.round(Math.abs(Number(text)) * 100);
  return text.startsWith('-') && fen > 0 ? -fen : fen;
}
