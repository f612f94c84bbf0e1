import { randomUUID } from 'node:crypto';
import type { PaymentAccounts, PaymentView } from '@shuke/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { browserUnavailable } from '@shuke/testkit/browser';
import { atProvider, providersUrl } from './demo-providers.ts';
import { fitsEverywhere } from './every-width.ts';
import { openConsole, type OpenConsole } from './open-console.ts';

const PASSWORD = 'a bowl of noodles at the corner';
const TWO_DAYS_S = 172_800;
const SHANGHAI_MS = 8 * 3_600_000;
const reason = browserUnavailable();

describe.skipIf(reason !== null)(`payments in the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let shop: OpenConsole;
  let page: Page;
  let complaints: string[] = [];
  let api: OpenConsole['api'];

  beforeAll(async () => {
    shop = await openConsole();
    ({ page, api, complaints } = shop);
    await shop.signIn(PASSWORD);
  });
  afterAll(() => shop?.close());

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const sees = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor();

  const press = (path: string, body: object) => atProvider(api, path, body);

  /** A guest of the demo pays by WeChat with the code on the phone. */
  async function paid(): Promise<PaymentView> {
    const { items } = await api<{ items: { code: string }[] }>('GET', '/v1/stores');
    const { code: authCode } = await press('codes', { gateway: 'wechat' });
    const sale = { orderRef: randomUUID(), storeCode: items[0]!.code, lines: [{ sku: 'TEA', quantity: '1' }] };
    const body = { ...sale, tenders: [{ kind: 'gateway' }], scene: 'payment_code', authCode };
    return api<PaymentView>('POST', '/v1/payments', body);
  }

  test('what a provider’s bill has otherwise is found, explained and settled; what it owes is seen', async () => {
    const { items } = await api<{ items: { code: string }[] }>('GET', '/v1/stores');
    const line = { sku: 'TEA', name: '酸梅汤', quantity: '1', amount: '6.00' };
    const first = { orderRef: 'FIRST', storeCode: items[0]!.code, orderedAt: new Date().toISOString(), lines: [line] };
    await api('POST', '/v1/orders', first);
    await api('PUT', '/v1/prices', { prices: [{ sku: 'TEA', price: '6.00' }] });
    const [missing, other] = [await paid(), await paid()];
    expect([missing.status, other.status]).toEqual(['captured', 'captured']);
    await press('mismatches', { number: missing.outTradeNo, kind: 'missing' });
    await press('mismatches', { number: other.outTradeNo, kind: 'amount' });
    await press('clock', { advanceS: TWO_DAYS_S });

    await page.getByRole('link', { name: '收款对账' }).first().click();
    await page.getByRole('heading', { level: 1, name: '收款对账' }).waitFor();
    await sees('账单与账本一致');
    await sees('¥12.00');
    await button('读取账单').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('账单日').fill(new Date(Date.now() + SHANGHAI_MS).toISOString().slice(0, 10));
    await page.keyboard.press('Enter');
    await drawer.getByRole('button', { name: '读取账单' }).click();
    await sees(/新发现 2 处差异/);
    await page.keyboard.press('Escape');
    await sees('账本有，账单没有');
    await sees('金额不一致');

    // A stranger calls in the provider's name.
    const { items: accounts } = await api<PaymentAccounts>('GET', '/v1/payment-accounts');
    const forged = await fetch(accounts[0]!.notifyUrl, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(400);
    await page.reload();
    await sees('收到但未采信的消息');

    await button(`处理 ${other.outTradeNo}`).click();
    await page.getByRole('dialog').getByRole('button', { name: '执行' }).click();
    await sees('请写明协商结果');
    await page.getByLabel('备注').fill('渠道确认以我方为准');
    await page.getByRole('dialog').getByRole('button', { name: '执行' }).click();
    await expect.poll(() => page.getByText('金额不一致').filter({ visible: true }).count()).toBe(0);
    await page.getByText('全部', { exact: true }).click();
    await sees('渠道确认以我方为准');
    expect(complaints).toEqual([]);
  });

  test('an account is refused with what it lacks, and its secrets are shown nowhere', async () => {
    await button('接入支付渠道').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '接入支付渠道' }).click();
    await sees('渠道要求填写此项');
    await page.keyboard.press('Escape');
    await button('修改 Demo wechat').first().click();
    await expect.poll(() => page.getByLabel('渠道地址').inputValue()).toContain(await providersUrl(api));
    for (const secret of await page.locator('textarea[id^=account_secrets_]').all())
      expect(await secret.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  test('in both languages and on a phone nothing is wider than the screen', async () => {
    await fitsEverywhere(page, { payments: '/console/payments' });
  });
});
