import { deflateSync } from 'node:zlib';
import { billReadyAt, shanghaiDay, shanghaiWall } from '../core/clock.ts';
import type { Desk } from '../core/desk.ts';
import { toGbk } from '../core/gbk.ts';
import type { BillLine } from '../core/mismatches.ts';
import { zip } from '../core/zip.ts';
import { BAD_FIELDS, OK, queryIdOf, unionTime, words, type Asked, type Words } from './trades.ts';

const NO_FILE = words('98', '文件不存在');

/** A column in GBK: so many bytes, filled up with blanks. */
const cell = (text: string, width: number): Buffer => Buffer.concat([toGbk(text), Buffer.alloc(width, 0x20)], width);

const digits = (amountMinor: number): string => String(Math.abs(amountMinor)).padStart(12, '0');
/** Of what is for the merchant (C) or against it (D). */
const signed = (amountMinor: number): string => `${amountMinor < 0 ? 'D' : 'C'}${digits(amountMinor)}`;

/** One line of the file of single trades (ZM): its columns by their numbers, with the bytes of each. */
function zmLine({ trade, refund, amountMinor, feeMinor, at }: BillLine): Buffer {
  const clearedMinor = refund ? -amountMinor : amountMinor;
  const settled = signed(clearedMinor - feeMinor);
  const queryId = queryIdOf(refund ?? trade);
  const columns: readonly (readonly [string, number])[] = [
    [refund ? 'S30' : 'S22', 3],
    ['48020000', 11],
    ['00010000', 11],
    [queryId.slice(-6), 6],
    [unionTime(at).slice(4), 10],
    ['622588******0001', 19],
    [digits(amountMinor), 12],
    ['5812', 4],
    ['08', 2],
    [queryId, 21],
    ['', 2],
    [refund?.outRefundNo ?? trade.outTradeNo, 32],
    ['01', 2],
    [refund ? queryIdOf(trade).slice(-6) : '', 6],
    [refund && trade.paidAt ? unionTime(new Date(trade.paidAt)).slice(4) : '', 10],
    [signed(-feeMinor), 13],
    [settled, 13],
    ['0001', 4],
    ['', 15],
    [refund ? '04' : '01', 2],
    [refund ? '00' : '06', 2],
    ['000000', 6],
    ['01', 2],
    ['', 4],
    ['', 32],
    ['0', 1],
    [refund ? queryIdOf(trade) : '', 21],
    [trade.merchantNo, 15],
    ['0', 1],
    ['', 15],
    ['', 32],
    [signed(0), 13],
    [settled, 13],
    ['', 8],
    ['', 32],
    [signed(0), 13],
    [signed(0), 13],
    ['', 12],
    ['', 2],
    ['1', 1],
    [refund ? trade.outTradeNo : '', 32],
    [signed(clearedMinor), 98],
  ];
  const cells = columns.flatMap(([text, width], index) => [...(index > 0 ? [cell('', 1)] : []), cell(text, width)]);
  return Buffer.concat([...cells, Buffer.from('\r\n')]);
}

const HOUR_MS = 3_600_000;

/** A day of clearing ends at eleven in the evening. */
const clearingDay = (at: Date): string => shanghaiDay(new Date(at.getTime() + HOUR_MS));

/** The last day of this month and date (`MMDD`) that has come, for which is asked without a year. */
function dayOf(settleDate: string, now: Date): string {
  const today = shanghaiWall(now).slice(0, 10);
  const monthAndDay = `-${settleDate.slice(0, 2)}-${settleDate.slice(2)}`;
  const year = Number(today.slice(0, 4));
  return `${year}${monthAndDay}` <= today ? `${year}${monthAndDay}` : `${year - 1}${monthAndDay}`;
}

/** The files of a day (`txnType` 76): deflated and in base64 within the answer. */
export function file(desk: Desk, { merchant, fields }: Asked): Words {
  const { settleDate = '', txnTime = '', fileType } = fields;
  if (!/^\d{4}$/.test(settleDate) || !/^\d{14}$/.test(txnTime) || fileType !== '00') return BAD_FIELDS;
  const now = desk.clock.now();
  const day = dayOf(settleDate, now);
  const { merchantNo } = merchant;
  const all = desk.mismatches.allLines(desk.book.all('unionpay'), { gateway: 'unionpay', merchantNo });
  const lines = all.filter(({ at }) => clearingDay(at) === day);
  // Whether there is an empty file of a day without a sale is assumed: there is none.
  if (now < billReadyAt(day) || lines.length === 0) return NO_FILE;
  const date = day.replaceAll('-', '');
  const name = (kind: string): Buffer => Buffer.from(`INN${date.slice(2)}88${kind}_${merchantNo}`);
  const archive = zip([
    { name: name('ZME'), content: Buffer.alloc(0) },
    { name: name('ZM'), content: Buffer.concat(lines.map(zmLine)) },
  ]);
  const fileContent = deflateSync(archive).toString('base64');
  return { ...OK, fileName: `${merchantNo}_${date}.zip`, fileContent };
}
