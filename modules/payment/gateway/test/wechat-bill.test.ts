import { createHash, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Bill, GatewayAccount } from '../gateway.ts';
import { billLinesIn } from '../wechat/read-bill.ts';
import { wechat } from '../wechat/wechat.ts';
import { sealOf, serve } from './answers.ts';

const HEAD =
  '交易时间,微信订单号,商户订单号,交易状态,货币种类,微信退款单号,商户退款单号,退款状态,商品名称,手续费,订单金额,申请退款金额';
const row = (cells: string) =>
  cells
    .split('|')
    .map((cell) => `\`${cell}`)
    .join(',');
const file = (rows: string[], count = rows.length) =>
  [`\uFEFF${HEAD}`, ...rows.map(row), '总交易单数,订单总金额', row(`${count}|1.00`), ''].join('\r\n');

const CHARGE = '2026-03-01 10:00:00|W1|T1|SUCCESS|CNY|0|0||面, 大|0.16800|28.00|0.00';
const REFUND = '2026-03-01 11:00:00|W1|T1|REFUND|CNY|F1|R1|SUCCESS|面|-0.06000|0.00|10.00';
const FAILED = '2026-03-01 11:00:00|W1|T1|REFUND|CNY|F2|R2|FAIL|面|0.00000|0.00|10.00';
const REVOKED = '2026-03-01 11:00:00|W3|T3|REVOKED|CNY|F3|0|SUCCESS|面|0.00000|0.00|5.00';

test('fees are rounded to the fen; failed refunds and the sums at the end are no lines', () => {
  const lines = billLinesIn(file([CHARGE, REFUND, FAILED, REVOKED]));
  const brief = lines.map(
    (line) => `${line.kind} ${line.outNo} ${line.providerRef} ${line.amountMinor} ${line.feeMinor}`,
  );
  expect(brief).toEqual(['charge T1 W1 2800 17', 'refund R1 F1 1000 -6', 'refund T3 F3 500 0']);
  expect(lines[0]?.at).toEqual(new Date('2026-03-01T02:00:00Z'));
});

test('a file that is cut off, miscounted or of another shape is not read', () => {
  const broken = [
    file([CHARGE]).split('总交易单数')[0]!,
    file([CHARGE], 2),
    file([CHARGE.replace('28.00', '28.001')]),
    file([CHARGE.replace('SUCCESS', 'UNHEARD')]),
    file(['2026-03-01 10:00:00|W1|T1|SUCCESS']),
    '',
  ];
  for (const text of broken) expect(() => billLinesIn(text)).toThrow();
});

const pem = { type: 'pkcs8', format: 'pem' } as const;
const platform = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The bill of a WeChat that says `told` of a file which is `served`. */
async function billTold(told: { readonly hash: string; readonly url: string }, served: Buffer): Promise<Bill> {
  const { baseUrl, stop } = await serve((request, response) => {
    if (request.url?.startsWith('/file')) return void response.end(served);
    const body = JSON.stringify({ hash_value: told.hash, download_url: told.url.replace('BASE', baseUrl) });
    response.writeHead(200, sealOf(body, platform.privateKey)).end(body);
  });
  const account: GatewayAccount = {
    merchantId: 'm',
    accountId: 'a',
    gateway: 'wechat',
    baseUrl,
    notifyUrl: 'http://127.0.0.1:9/',
    settings: { appId: 'wx1', mchId: '1900000001', serialNo: 'AB12', publicKeyId: 'PUB_KEY_ID_01' },
    secrets: {
      privateKey: platform.privateKey.export(pem).toString(),
      publicKey: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  };
  const bill = await wechat.bill(account, '2026-03-01');
  stop();
  return bill;
}

const text = Buffer.from(file([CHARGE]));
const hash = createHash('sha1').update(text).digest('hex');
const url = 'BASE/file?token=1';

const packed = gzipSync(text);
const hashOfPacked = createHash('sha1').update(packed).digest('hex');

test.each([
  ['packed', { told: { hash, url }, served: packed }, 'ready'],
  ['as it is', { told: { hash, url }, served: text }, 'ready'],
  ['with the hash of the packed file', { told: { hash: hashOfPacked, url }, served: packed }, 'hash_differs'],
  ['with a hash of other text', { told: { hash: '0'.repeat(40), url }, served: text }, 'hash_differs'],
  ['cut off while packed', { told: { hash, url }, served: packed.subarray(0, 60) }, 'file_unreadable'],
  ["at somebody else's address", { told: { hash, url: 'http://127.0.0.2:9/f' }, served: text }, 'download_elsewhere'],
  ['at no address', { told: { hash, url: '' }, served: text }, 'download_elsewhere'],
])('a file %s', async (_, { told, served }, expected) => {
  const bill = await billTold(told, served);
  expect(bill.state === 'not_ready' ? bill.why : bill.state).toBe(expected);
});
