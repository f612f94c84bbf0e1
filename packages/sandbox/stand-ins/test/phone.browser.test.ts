import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserUnavailable, launchBrowser } from '@shuke/testkit/browser';
import { startStandIns, type RunningStandIns } from '../index.ts';

const reason = browserUnavailable();

describe.skipIf(reason !== null)(`the guest's phone${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let running: RunningStandIns;
  beforeAll(async () => {
    running = await startStandIns();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await running?.stop();
  });

  const waiting = (outTradeNo: string, subject: string) =>
    running.desk.book.place({
      gateway: 'wechat',
      merchantNo: '1',
      outTradeNo,
      amountMinor: 2800,
      currency: 'CNY',
      subject,
      scene: 'NATIVE',
      notifyUrl: '',
      expiresAt: new Date(Date.now() + 3_600_000),
      extra: {},
    });
  const stateOf = (number: string) => running.desk.book.get('wechat', '1', number)?.state;

  test('a person pays, mistypes and declines there, in both languages', async () => {
    waiting('P1', '红烧牛肉面');
    waiting('P2', '<b>酸梅汤</b>');
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`${running.url}/phone`);
    await page.getByText('<b>酸梅汤</b>').waitFor();
    await page.getByRole('button', { name: '密码输错: 红烧牛肉面' }).click();
    await page.getByRole('status').getByText('密码错误').waitFor();
    expect(stateOf('P1')).toBe('waiting');
    await page.getByRole('button', { name: '付款: 红烧牛肉面' }).click();
    await page.getByRole('status').getByText('已付款').waitFor();
    expect(stateOf('P1')).toBe('paid');
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Decline: <b>酸梅汤</b>' }).click();
    await page.getByRole('status').getByText('Declined').waitFor();
    expect(stateOf('P2')).toBe('failed');
    await page.close();
  });

  test('a payment code shows as digits and as a bar code, and asks for the password where it is told to', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`${running.url}/phone`);
    await page.getByRole('combobox').selectOption('alipay');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: '出示付款码' }).click();
    const digits = (await page.locator('.digits').innerText()).replaceAll(' ', '');
    expect(digits).toMatch(/^28\d{16}$/);
    expect(await page.getByRole('img').getAttribute('aria-label')).toContain(digits);
    await page.close();
  });
});
