import type { BillLine } from '../gateway.ts';
import { mustText, mustWhole } from '../shared/fields.ts';
import { instantOf } from '../shared/shanghai.ts';
import { Unreadable } from '../shared/unknown.ts';

/** How many bytes of GBK each column takes; a blank stands between two. */
const WIDTHS: readonly number[] = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32, 13, 13,
  8, 32, 13, 13, 12, 2, 1, 32, 98,
];

/** Where the columns begin. */
const STARTS: readonly number[] = WIDTHS.map((_, column) =>
  WIDTHS.slice(0, column).reduce((sum, width) => sum + width + 1, 0),
);
const LINE_BYTES = STARTS.at(-1)! + WIDTHS.at(-1)!;

/** Which columns are read, counted from one as UnionPay's pages do. The sixth is not: it is the number of the guest's card. */
const COLUMNS = {
  traceTime: 5,
  txnAmt: 7,
  queryId: 10,
  orderId: 12,
  merCharge: 16,
  settleAmt: 17,
  txnType: 20,
  merId: 28,
  origOrderId: 41,
  reserved: 42,
} as const;
type Row = Readonly<Record<keyof typeof COLUMNS, string>>;

/** Sale, return, and a sale undone on its day, which comes to a return. */
const KINDS: Readonly<Record<string, BillLine['kind']>> = { '01': 'charge', '04': 'refund', '31': 'refund' };

export interface Whose {
  readonly merId: string;
  readonly day: string;
}

/** Reads the single trades of a day of clearing. Throws `Unreadable` at a line that is not whole or somebody else's. */
export function billLinesIn(file: Uint8Array, whose: Whose): BillLine[] {
  return linesOf(Buffer.from(file)).map((line) => lineIn(rowOf(line), whose));
}

/** No second byte of GBK is a line feed, so that lines can be parted before their texts are read. */
function linesOf(file: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < file.length;) {
    const end = file.indexOf(0x0a, start);
    // Without the end of its last line the file has been cut off.
    if (end < 0) throw new Unreadable('file');
    lines.push(file.subarray(start, file[end - 1] === 0x0d ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

function rowOf(line: Buffer): Row {
  const isWhole = line.length === LINE_BYTES && STARTS.slice(1).every((start) => line[start - 1] === 0x20);
  if (!isWhole) throw new Unreadable('row');
  const cell = (column: number): string => {
    const start = STARTS[column - 1]!;
    return new TextDecoder('gbk').decode(line.subarray(start, start + WIDTHS[column - 1]!)).trim();
  };
  return Object.fromEntries(Object.entries(COLUMNS).map(([name, column]) => [name, cell(column)])) as Row;
}

function lineIn(row: Row, { merId, day }: Whose): BillLine {
  if (row.merId !== merId) throw new Unreadable('merId');
  const kind = KINDS[row.txnType];
  if (!kind) throw new Unreadable('txnType');
  const outNo = mustText(row, 'orderId');
  return {
    kind,
    outNo,
    outTradeNo: kind === 'refund' ? mustText(row, 'origOrderId') : outNo,
    providerRef: mustText(row, 'queryId'),
    amountMinor: mustWhole(row, 'txnAmt'),
    feeMinor: feeIn(row, kind),
    currency: 'CNY',
    at: timeOf(row.traceTime, day),
  };
}

/**
 * What UnionPay keeps of a trade. A `C` is for the merchant and a `D` against it: what is cleared and the fee come to what is
 * settled, so that a sign that means the opposite, or a column that has moved, is noticed.
 */
function feeIn(row: Row, kind: BillLine['kind']): number {
  const amountMinor = mustWhole(row, 'txnAmt');
  // Where the guest had something off that UnionPay bears or not, what is cleared is told at the head of what was reserved once.
  const clearedMinor = signedIn(row.reserved) ?? (kind === 'charge' ? amountMinor : -amountMinor);
  const chargedMinor = signedIn(row.merCharge);
  if (chargedMinor === null) throw new Unreadable('merCharge');
  if (signedIn(row.settleAmt) !== clearedMinor + chargedMinor) throw new Unreadable('settleAmt');
  return 0 - chargedMinor;
}

/** `C000000000017` is 17, `D000000000017` is 17 below zero. */
function signedIn(text: string): number | null {
  const [, sign, digits] = /^([CD])(\d{12})/.exec(text) ?? [];
  if (digits === undefined) return null;
  return sign === 'D' ? 0 - Number(digits) : Number(digits);
}

/** `MMDDhhmmss`: a day of clearing begins on the evening before, which may be of the year before. */
function timeOf(traceTime: string, day: string): Date {
  if (!/^\d{10}$/.test(traceTime)) throw new Unreadable('traceTime');
  const [year, monthAndDay] = [day.slice(0, 4), day.slice(5).replace('-', '')];
  return instantOf(`${traceTime.slice(0, 4) > monthAndDay ? Number(year) - 1 : year}${traceTime}`, 'traceTime');
}
