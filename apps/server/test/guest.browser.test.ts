import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { createTemplate } from '@shuke/coupon';
import { newId } from '@shuke/kernel';
import { browserUnavailable, launchBrowser } from '@shuke/testkit/browser';
import { addContent } from '@shuke/touchpoint';
import { openGuestHouse, valueOf } from './guest-house.ts';

const reason = browserUnavailable();

describe.skipIf(reason !== null)(`the guest page in a browser${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const house = openGuestHouse('人民广场店');
  let browser: Browser;
  let baseURL: string;

  beforeAll(async () => {
    await house.app.listen({ host: '127.0.0.1', port: 0 });
    baseURL = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(() => browser?.close());

  /** A phone of its own, with what its browser complained of. */
  async function openPhone(locale: string): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale, baseURL });
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(baseURL)) complaints.push(`loads ${request.url()}`);
    });
    return { page, complaints };
  }

  const screen = (page: Page, name: string): Promise<unknown> | undefined =>
    process.env.SHUKE_SCREENS
      ? page.screenshot({ path: `${process.env.SHUKE_SCREENS}/${name}.png`, fullPage: true })
      : undefined;

  test('joins a guest who reads, ticks and sends, and knows the phone the next time', async () => {
    const { page, complaints } = await openPhone('zh-CN');
    await page.goto(`/t/${house.table.code}`);
    await page.getByRole('heading', { level: 1, name: '欢迎光临人民广场店' }).waitFor();
    expect(
      await page.getByRole('checkbox').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).checked)),
    ).toEqual([false, false, false]);
    await screen(page, 'guest-zh');
    await page.getByLabel('手机号').fill('139 0000 1111');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '加入' }).click();
    await page.getByText('已收到，谢谢！').waitFor();
    await page.reload();
    await page.getByText('欢迎回来！').waitFor();
    await screen(page, 'guest-back');
    expect(complaints).toEqual([]);
  });

  test('says in English what is wrong, and goes on from there', async () => {
    const { page, complaints } = await openPhone('en-GB');
    const words = { title: 'A cookie with your coffee', body: 'Until Friday, for everyone at this table.' };
    const action = { kind: 'menu', target: '/menu' } as const;
    const content = { zh: words, en: words, action };
    valueOf(await addContent(house.ctx, { key: newId(), slot: 'hero', scope: 'brand', scopeRef: null, content }));
    await page.goto(`/t/${house.table.code}`);
    await page.getByRole('heading', { level: 1, name: 'A cookie with your coffee' }).waitFor();
    await page.getByLabel('Phone number').fill('12');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('The identifier does not fit its kind.').waitFor();
    await screen(page, 'guest-en');
    await page.getByLabel('Phone number').fill('+86 139 0000 2222');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('Thank you, we have it.').waitFor();
    // The browser itself notes the answer of 400 that the guest was told of.
    expect(complaints.filter((one) => !one.includes('status of 400'))).toEqual([]);
  });

  test('gives a guest who has joined the coupon that is offered', async () => {
    const { page, complaints } = await openPhone('zh-CN');
    const terms = { name: 'A cookie', kind: 'cash', amountMinor: 500, percentBps: null, itemSku: null } as const;
    const limits = { minSpendMinor: 0, usesPerCoupon: 1, issueLimit: null, customerLimit: 1, budgetMinor: null };
    const valid = { validFrom: house.services.clock.now(), validUntil: null, validDays: 30, claimable: true };
    const draft = { ...terms, ...limits, ...valid };
    const { templateId: target } = valueOf(await createTemplate(house.ctx, { key: newId(), draft }));
    const words = { title: '送您一块曲奇', body: '今天到店即可使用。' };
    const content = { zh: words, en: words, action: { kind: 'claim', target } } as const;
    const rule = { slot: 'hero', scope: 'brand', scopeRef: null, priority: 9, content } as const;
    valueOf(await addContent(house.ctx, { key: newId(), ...rule }));
    await page.goto(`/t/${house.table.code}`);
    await page.getByRole('link', { name: '领取' }).click();
    await page.getByLabel('手机号').fill('139 0000 3333');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '加入' }).click();
    await page.getByText('已收到，谢谢！').waitFor();
    await page.reload();
    await page.getByRole('button', { name: '领取' }).click();
    await page.getByText(/已领取，结账时出示券码：[0-9A-Z]{12}/).waitFor();
    expect(await page.getByRole('button', { name: '领取' }).isVisible()).toBe(false);
    await screen(page, 'guest-claimed');
    expect(complaints).toEqual([]);
  });

  test('of a code that leads nowhere is no dead end', async () => {
    const { page } = await openPhone('zh-CN');
    const answer = await page.goto('/t/0123456789ABCDEF');
    expect(answer?.status()).toBe(404);
    await page.getByText('请再次扫码').or(page.getByText('请店员')).first().waitFor();
    await screen(page, 'guest-sorry');
  });
});
