import { generateKeyPairSync } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Bill, GatewayAccount } from '../gateway.ts';
import { entriesIn } from '../shared/zip.ts';
import { addressOf } from '../unionpay/ask.ts';
import { billLinesIn } from '../unionpay/read-bill.ts';
import { signed } from '../unionpay/sign.ts';
import { unionpay } from '../unionpay/unionpay.ts';
import { serve } from './answers.ts';

// Made with Python's zipfile and zlib: an empty file of errors and two lines in GBK, a sale with a Chinese name in it and a
// return of a part of it.
const CONTENT = [
  'eNoL8GZmEWEAA4+kGAYkIAfEnn5+RmYGxgaGFhZRvq7xFgZGxoYGBiYWlpbGJkYmAVC9HGC9HzpeuL4D8g6xMDDIoutF17p2sq1Qk4FAa3Xa',
  'Dues1WfVWpZeE+4wXxLYn5D80GLxuRsvWXXWWLQoOvzglpDdxzTjzO3pdz9MUjLybFiQKPX30bfoo0ITGhnyriktE1Be1LowIEyUTSVWVPA6',
  '6xGBANPSpRMD888UMxVwhiU8NIy+pZsstObd4vdMq7LO5r68U50SO7//wmQPLyHFQKuS7X8q7J9cf265e4/f+5zfN9J39yVw6lYJ/zB+FPR/',
  'A5+cs3nuhMMJfIcURA1kDQLZ1sTM4YpYKMF25spUN7e93zhuGNx4uzhk7Q7VThnOiI3/3A/cEU/+1lCq/uH59obavWe28b4zmtFs8IMhwJuR',
  'SYQZdzDDQAMjAxGBDjMLe7AjzLIhFAkB3qxsIKVMQDgdSKeCrQcAtOudcQ==',
].join('');

const DAY = '2026-03-01';
const WHOSE = { merId: '802310048993424', day: DAY };
const NAME = 'INN26030188ZM_802310048993424';
const FILE = Buffer.from(entriesIn(inflateSync(Buffer.from(CONTENT, 'base64')))!.get(NAME)!);
const [SALE, RETURN] = [FILE.subarray(0, 609), FILE.subarray(609)];

/** A line with other texts at the first place of each; its bytes stay as they are. */
const changed = (line: Buffer, ...changes: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(
    changes.reduce((text, [from, to]) => text.replace(from, to), line.toString('latin1')),
    'latin1',
  );
// What is cleared stands behind an empty column, what is settled with a fee before other signs.
const CLEARED = ' C000000002800';
const UNTOLD = ' '.repeat(14);
const read = (file: Uint8Array, day = DAY) => billLinesIn(file, { ...WHOSE, day });

describe('the file of a day', () => {
  test('tells sales and returns with what UnionPay keeps and gives back, and no number of a card', () => {
    const lines = read(FILE);
    expect(lines).toEqual([
      {
        kind: 'charge',
        outNo: 'T1',
        outTradeNo: 'T1',
        providerRef: '202603011000050674021',
        amountMinor: 2800,
        feeMinor: 17,
        currency: 'CNY',
        at: new Date('2026-03-01T02:00:05Z'),
      },
      {
        kind: 'refund',
        outNo: 'R1',
        outTradeNo: 'T1',
        providerRef: '202603011100000674031',
        amountMinor: 1000,
        feeMinor: -6,
        currency: 'CNY',
        at: new Date('2026-03-01T03:00:00Z'),
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('622588');
  });

  test('without a trade has no lines, and lines may end as on Unix', () => {
    expect(read(Buffer.alloc(0))).toEqual([]);
    expect(read(Buffer.concat([SALE.subarray(0, 607), Buffer.from('\n')]))).toHaveLength(1);
  });

  test('begins on the evening before, which may be of the year before', () => {
    const at = (traceTime: string, day: string) => read(changed(SALE, ['0301100005', traceTime]), day)[0]?.at;
    expect(at('1231230000', '2027-01-01')).toEqual(new Date('2026-12-31T15:00:00Z'));
    expect(at('0101225959', '2027-01-01')).toEqual(new Date('2027-01-01T14:59:59Z'));
    expect(at('0228230000', '2026-03-01')).toEqual(new Date('2026-02-28T15:00:00Z'));
  });

  test('may clear another amount than the guest was asked for, which is told where it was reserved once', () => {
    const less = changed(SALE, [CLEARED, ' C000000002700'], ['C000000002783', 'C000000002683']);
    expect(read(less)).toMatchObject([{ amountMinor: 2800, feeMinor: 17 }]);
  });

  test.each([
    ['cut off within a line', SALE.subarray(0, 400), 'file'],
    ['cut off before the end of a line', SALE.subarray(0, 607), 'file'],
    ['with a line too short', changed(SALE, [' \r\n', '\r\n']), 'row'],
    ['with a line too long', changed(SALE, ['\r\n', ' \r\n']), 'row'],
    ['with a column moved', changed(SALE, ['T1 ', ' T1'], ['S22 ', ' S22']), 'row'],
    ['with two lines in one', changed(FILE, ['\r\n', '  ']), 'row'],
    [
      "with somebody else's line",
      Buffer.concat([SALE, changed(SALE, ['802310048993424', '802310048993425'])]),
      'merId',
    ],
    ['with a trade of a kind that is not known', changed(SALE, ['01 06', '02 06']), 'txnType'],
    ['with a part of a fen', changed(SALE, ['000000002800', '00000002800.']), 'txnAmt'],
    ['with another amount', changed(SALE, ['000000002800', '000000002801'], [CLEARED, UNTOLD]), 'settleAmt'],
    ['with a fee the other way round', changed(SALE, ['D000000000017', 'C000000000017']), 'settleAmt'],
    ['without a fee', changed(SALE, ['D000000000017', ' '.repeat(13)]), 'merCharge'],
    ['without a number', changed(SALE, ['T1', '  ']), 'orderId'],
    ['with a month that is none', changed(SALE, ['0301100005', '1301100005']), 'traceTime'],
    ['with a return whose sale is not told', changed(RETURN, ['T1', '  ']), 'origOrderId'],
  ])('%s is not read', (_, file, name) => {
    expect(() => read(file)).toThrow(name);
  });
});

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account: GatewayAccount = {
  merchantId: 'm',
  accountId: 'a',
  gateway: 'unionpay',
  baseUrl: 'https://gateway.95516.com',
  notifyUrl: 'http://127.0.0.1:9/',
  settings: { merId: WHOSE.merId, certId: '1' },
  secrets: {
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    unionpayCertificate: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  },
};

/** The bill of a UnionPay that answers so. */
async function billTold(told: Readonly<Record<string, string>>, { day = DAY, spoil = (text: string) => text } = {}) {
  const echoed = { signMethod: '01', merId: WHOSE.merId, settleDate: '0301', respCode: '00' };
  const said = Object.entries(signed({ ...echoed, ...told }, keys.privateKey));
  const { baseUrl, stop } = await serve((_, response) =>
    response.end(spoil(said.map(([name, value]) => `${name}=${value}`).join('&'))),
  );
  const settings = { ...account.settings, fileUrl: `${baseUrl}/` };
  const bill = await unionpay.bill({ ...account, settings }, day);
  stop();
  return bill;
}

const whyOf = (bill: Bill): string => (bill.state === 'not_ready' ? bill.why : bill.state);
const packed = (files: Readonly<Record<string, Uint8Array>>): string =>
  deflateSync(zipSync({ ...files })).toString('base64');

test.each([
  ['as it should be', { fileContent: CONTENT }, 'ready'],
  ['that is not there', { respCode: '98' }, 'ready'],
  ['that is refused', { respCode: '13' }, 'code_13'],
  ['of another day', { fileContent: CONTENT, settleDate: '0228' }, '00'],
  ['for another merchant', { fileContent: CONTENT, merId: '777' }, '00'],
  ['without a content', {}, 'file_unreadable'],
  ['that is not deflated', { fileContent: Buffer.from('no file').toString('base64') }, 'file_unreadable'],
  ['that is cut off', { fileContent: CONTENT.slice(0, 400) }, 'file_unreadable'],
  ['whose archive is cut off', { fileContent: deflateSync(FILE).toString('base64') }, 'file_unreadable'],
  ['without its trades', { fileContent: packed({ [NAME.replace('ZM_', 'ZME_')]: FILE }) }, 'file_without_trades'],
  ["with somebody else's trades", { fileContent: packed({ [NAME.replace(/4$/, '5')]: FILE }) }, 'file_of_another'],
  ['with the trades of last year', { fileContent: packed({ [NAME.replace('26', '25')]: FILE }) }, 'file_of_another'],
  ['with a line that is cut off', { fileContent: packed({ [NAME]: FILE.subarray(0, 700) }) }, 'unreadable_file'],
])('a file %s', async (_, told, expected) => {
  expect(whyOf(await billTold(told))).toBe(expected);
});

test('an answer that was changed on its way is not believed, and a day that is not over has no file yet', async () => {
  const spoil = (text: string) => text.replace('respCode=00', 'respCode=98');
  expect(await billTold({ fileContent: CONTENT }, { spoil })).toEqual({ state: 'not_ready', why: 'unsigned' });
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const settleDate = today.slice(5).replace('-', '');
  expect(await billTold({ respCode: '98', settleDate }, { day: today })).toEqual({
    state: 'not_ready',
    why: 'code_98',
  });
});

test('files are asked for at the host of their own, in production and in the test of UnionPay, or where the account says', () => {
  const at = (baseUrl: string, settings = {}) => addressOf({ baseUrl, settings }, 'file');
  expect(at('https://gateway.95516.com')).toBe('https://filedownload.95516.com/');
  expect(at('https://gateway.test.95516.com/')).toBe('https://filedownload.test.95516.com/');
  const fileUrl = 'https://files.example/';
  expect(at('https://unionpay.example', { fileUrl })).toBe(fileUrl);
});
