import { mkdtempSync, rmSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlipaySdk } from 'alipay-sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FAULTS, startStandIns, type RunningStandIns, type ShopAccount, type Trade } from '../index.ts';
import { hits } from '../core/faults.ts';
import { openShop, press, type Shop } from './shop.ts';

const sdkOf = ({ baseUrl: gateway, settings, secrets }: ShopAccount) =>
  new AlipaySdk({
    appId: settings['appId']!,
    privateKey: secrets['privateKey']!,
    alipayPublicKey: secrets['alipayPublicKey']!,
    keyType: 'PKCS8',
    gateway,
  });

const pay = (sdk: AlipaySdk, outTradeNo: string, { url, code }: { url: string; code: string }) =>
  sdk.exec('alipay.trade.pay', {
    notify_url: url,
    bizContent: { outTradeNo, authCode: code, scene: 'bar_code', totalAmount: '28.00', subject: '面' },
  });

test('a fault is decided by seed, kind and number alone, at about its rate', () => {
  const plan = { seed: 7, rate: 0.25, kinds: FAULTS };
  const numbers = Array.from({ length: 4000 }, (_, index) => `N${index}`);
  const hit = numbers.filter((number) => hits(plan, 'dropped', number));
  expect(hit.length / numbers.length).toBeGreaterThan(0.22);
  expect(hit.length / numbers.length).toBeLessThan(0.28);
  expect(
    numbers
      .toReversed()
      .filter((number) => hits(plan, 'dropped', number))
      .toReversed(),
  ).toEqual(hit);
  expect(numbers.filter((number) => hits({ ...plan, seed: 8 }, 'dropped', number))).not.toEqual(hit);
});

describe('faults', () => {
  let running: RunningStandIns;
  let shop: Shop;
  let sdk: AlipaySdk;
  const always = (...kinds: string[]) => press(running, 'faults', { seed: 1, rate: 1, kinds });
  const stateOf = (number: string) => running.desk.book.all().find(({ outTradeNo }) => outTradeNo === number)?.state;
  const charge = (number: string, code = '280000000000000010') => pay(sdk, number, { url: shop.url, code });

  beforeEach(async () => {
    shop = await openShop();
    running = await startStandIns({ tickMs: null });
    sdk = sdkOf(running.providers.alipay.account('demo'));
  });
  afterEach(async () => {
    await running.stop();
    await shop.stop();
  });

  test('dropped: the guest is charged and the answer is lost; busy: nothing is charged', async () => {
    await always('dropped');
    await expect(charge('F1')).rejects.toThrow();
    expect(stateOf('F1')).toBe('paid');
    await always('busy');
    expect(await charge('F2')).toMatchObject({ code: '20000' });
    expect(stateOf('F2')).toBeUndefined();
  });

  test('early: the notice is there before the answer; duplicated: twice; lost: never', async () => {
    await always('early', 'duplicated');
    await charge('F3');
    expect(shop.heard).toHaveLength(2);
    await always('lost');
    await charge('F4', '280000000000000020');
    await press(running, 'clock', { advanceS: 86_400 });
    expect(shop.heard).toHaveLength(2);
  });

  test('forged and wrong_amount: a spoilt notice comes beside the true one, and only the signature or amount tells', async () => {
    await always('forged', 'wrong_amount');
    await charge('F5');
    await press(running, 'clock', { advanceS: 0 });
    const notices = shop.heard.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    const seen = notices.map((notice) => `${sdk.checkNotifySignV2(notice)} ${notice['total_amount']}`);
    expect(seen.toSorted()).toEqual(['false 28.00', 'true 28.00', 'true 28.01']);
  });

  test('late_success: a cancellation that nobody heard of, and a guest who pays after it', async () => {
    await charge('F6', '280000000000000077');
    await always('late_success');
    await expect(sdk.exec('alipay.trade.cancel', { bizContent: { outTradeNo: 'F6' } })).rejects.toThrow();
    expect(stateOf('F6')).toBe('waiting');
    await press(running, 'clock', { advanceS: 31 });
    expect(stateOf('F6')).toBe('paid');
  });

  test('an outage cuts every call and keeps the notices until it is over', async () => {
    await charge('F7', '280000000000000077');
    await press(running, 'outage', { gateway: 'alipay', forS: 86_400 });
    await expect(charge('F8', '280000000000000020')).rejects.toThrow();
    await press(running, 'trades/F7/pay', {});
    expect(shop.heard).toHaveLength(0);
    await press(running, 'clock', { advanceS: 25 * 3600 });
    expect(shop.heard).toHaveLength(1);
    expect(stateOf('F8')).toBeUndefined();
  });

  test('many calls of one number at a time charge once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => charge('F9')));
    expect(running.desk.book.all()).toHaveLength(1);
    expect(running.desk.courier.all()).toHaveLength(1);
  });
});

describe('a process of its own', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  const main = join(import.meta.dirname, '..', 'main.ts');
  let child: ChildProcess;

  async function start(): Promise<string> {
    child = spawn(process.execPath, [main, '--port', '0', '--dir', dir], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    return line.toString().trim();
  }

  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  test('what was charged, its keys and its notices outlive a killed process', async () => {
    const account = async (url: string) =>
      (await (await fetch(`${url}/control/accounts/alipay`)).json()) as ShopAccount;
    const before = await account(await start());
    await pay(sdkOf(before), 'K1', { url: 'http://127.0.0.1:9/', code: '280000000000000010' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const url = await start();
    const after = await account(url);
    expect(after.secrets).toEqual(before.secrets);
    const { trades } = (await (await fetch(`${url}/control/truth/alipay`)).json()) as { trades: Trade[] };
    expect(trades).toMatchObject([{ outTradeNo: 'K1', state: 'paid' }]);
    const query = await sdkOf(after).exec('alipay.trade.query', { bizContent: { outTradeNo: 'K1' } });
    expect(query).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' });
    expect(await pay(sdkOf(after), 'K2', { url, code: '280000000000000010' }), 'the code is used').toMatchObject({
      code: '40004',
    });
    // Two processes begin here, and a busy machine takes its time over each.
  }, 30_000);
});
