import type { ChannelAccounts, ChannelOrderSummary } from '@shuke/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { browserUnavailable } from '@shuke/testkit/browser';
import { atProvider, providersUrl } from './demo-providers.ts';
import { fitsEverywhere, keepPicture } from './every-width.ts';
import { openConsole, type OpenConsole } from './open-console.ts';

const PASSWORD = 'a bowl of noodles at the corner';
const GIVEN = { appId: '7001', appKey: 'key-1', shopId: '9001', secret: 'a secret of the platform', token: 'token-1' };
const reason = browserUnavailable();

describe.skipIf(reason !== null)(`platforms in the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let shop: OpenConsole;
  let page: Page;
  let complaints: string[] = [];
  let api: OpenConsole['api'];
  let storeName = '';
  let platformsUrl = '';
  let takeaway: object;

  beforeAll(async () => {
    shop = await openConsole();
    ({ page, api, complaints } = shop);
    await shop.signIn(PASSWORD);
    platformsUrl = await providersUrl(api);
    const { items } = await api<{ items: { name: string; code: string }[] }>('GET', '/v1/stores');
    storeName = items[0]!.name;
    const line = { sku: 'N1', name: '红烧牛肉面', quantity: '1', amount: '28.00' };
    const receipt = { orderRef: 'FIRST', storeCode: items[0]!.code, orderedAt: new Date().toISOString() };
    await api('POST', '/v1/orders', { ...receipt, lines: [line] });
  });
  afterAll(() => shop?.close());

  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const dialog = () => page.getByRole('dialog');
  const sees = async (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByText(text).filter({ visible: true }).first().waitFor();
  interface Pushed {
    no: string;
    statuses: number[];
  }
  const atEleme = (path: string, body: object): Promise<Pushed> => atProvider(api, `channels/eleme/${path}`, body);
  const pushed = (more: object = {}) => atEleme('orders', { shop: takeaway, ...more });

  async function openNewest(): Promise<void> {
    const { items } = await api<{ items: ChannelOrderSummary[] }>('GET', '/v1/channel-orders');
    await page.goto(`/console/channels/orders/${items[0]!.channelOrderId}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  test('a store is connected with what the platform asks for, and no secret is shown again', async () => {
    await page.getByRole('link', { name: '外卖团购' }).first().click();
    await sees('没有进行中的订单');
    await sees('平台售出的都已关联商品。');
    await button('平台账户').click();
    await sees('还没有接入平台');
    await sees('还没有接入小程序。');
    await keepPicture(page, 'accounts-empty.zh.1440');
    await button('接入平台').click();
    await dialog().getByRole('button', { name: '接入平台' }).click();
    await expect.poll(() => dialog().getByText('平台要求填写此项').count()).toBe(5);
    await dialog().getByLabel('门店').click();
    await page.locator('.ant-select-dropdown:visible').getByTitle(storeName, { exact: true }).click();
    await dialog().getByLabel('平台地址').fill(`${platformsUrl}/channels/eleme`);
    for (const [name, value] of Object.entries(GIVEN)) await dialog().getByLabel(name, { exact: true }).fill(value);
    await keepPicture(page, 'connect.zh.1440');
    await dialog().getByRole('button', { name: '接入平台' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await sees(/人工接单/, panel('平台'));

    await button(/^修改 饿了么/).click();
    await expect.poll(() => dialog().getByLabel('appId', { exact: true }).inputValue()).toBe(GIVEN.appId);
    for (const name of ['secret', 'token'])
      expect(await dialog().getByLabel(name, { exact: true }).inputValue()).toBe('');
    await dialog().getByLabel('订单未注明时的佣金比例').fill('18');
    await dialog().getByRole('button', { name: '保存' }).click();
    await sees(/佣金 18%/, panel('平台'));
    const { items } = await api<ChannelAccounts>('GET', '/v1/channel-accounts');
    takeaway = { ...GIVEN, callbackUrl: shop.program.url + items[0]!.callbackPath };
    expect(complaints).toEqual([]);
  });

  test('a second account of the same platform is refused with what would help', async () => {
    await button('接入平台').click();
    await dialog().getByLabel('门店').click();
    await page.locator('.ant-select-dropdown:visible').getByTitle(storeName, { exact: true }).click();
    await dialog().getByLabel('平台地址').fill('https://platform.example');
    for (const [name, value] of Object.entries(GIVEN)) await dialog().getByLabel(name, { exact: true }).fill(value);
    await dialog().getByRole('button', { name: '接入平台' }).click();
    await sees('该门店已有此平台的启用账户。', dialog());
    await sees('请先停用原账户，或直接修改它。', dialog());
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => complaints.splice(0).length).toBe(1);
  });

  test('a mini program is connected, and switched off', async () => {
    await button('接入小程序').click();
    await dialog().getByLabel('名称').fill('熟客点单');
    await dialog().getByLabel('AppID（wx…）').fill('wx0123456789abcdef');
    await dialog().getByLabel('AppSecret').fill('0123456789abcdef0123456789abcdef');
    await dialog().getByRole('button', { name: '接入小程序' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await button('修改 熟客点单').click();
    await dialog().getByRole('switch').click();
    await dialog().getByRole('button', { name: '保存' }).click();
    await sees('停用', panel('微信小程序'));
    expect(complaints).toEqual([]);
  });

  test('an order is taken on and made ready; its sale is in the books as the platform owes it', async () => {
    const { statuses } = await pushed();
    expect(statuses).toEqual([200]);
    await page.goto('/console/channels');
    await sees('待接单');
    await panel('平台订单').getByRole('row').getByRole('link').first().click();
    await sees('王小姐', panel('收货人'));
    await button('接单').click();
    await sees('已接单');
    await button('已出餐').click();
    await page.getByText('已出餐').and(page.locator('.ant-tag')).waitFor();
    await page.getByRole('link', { name: '查看销售与账本' }).click();
    await sees('平台应付 → 销售', panel('账本记录'));
    await sees('平台佣金', panel('账本记录'));
    expect(complaints).toEqual([]);
  });

  test('money back is agreed to, or declined with a reason that the platform is told', async () => {
    const { no } = await pushed({ later: ['confirmed'] });
    const ask = { refundId: 'R1', reason: '少送', goodsList: [{ itemId: 502, quantity: 1 }] };
    const asking = (refundId: string) => ({
      type: 30,
      message: { ...ask, refundId, updateTime: Math.floor(Date.now() / 1000) },
    });
    await atEleme(`orders/${no}/tellings`, asking('R1'));
    await openNewest();
    await sees('待处理', panel('退款申请'));
    await button('拒绝退款：少送').click();
    await dialog().getByRole('button', { name: '拒绝' }).click();
    await sees('此项必填', dialog());
    await dialog().getByLabel('原因').fill('已核对，没有少送');
    await dialog().getByRole('button', { name: '拒绝' }).click();
    await sees('已拒绝', panel('退款申请'));

    await atEleme(`orders/${no}/tellings`, asking('R2'));
    await page.reload();
    await button('同意退款：少送').click();
    await dialog().getByRole('button', { name: '同意' }).click();
    await sees(/^销售额减 ¥/, panel('退款申请'));
    expect(complaints).toEqual([]);
  });

  test('an order is turned down with a reason, and says so', async () => {
    await pushed();
    await openNewest();
    await button('拒单').click();
    await dialog().getByLabel('原因').fill('食材用完了');
    await dialog().getByRole('button', { name: '拒单' }).click();
    await sees('已取消：食材用完了');
    expect(await button('接单').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('what no product has the name of is linked to the one most like it, or to another', async () => {
    const lines = [{ id: '777', sku: null, name: '【招牌】红烧牛肉面 大份', quantity: 1, price: 3000 }];
    await pushed({ later: ['confirmed'], lines });
    await page.goto('/console/channels');
    const unmatched = panel('售出但未关联的商品');
    await sees(/红烧牛肉面 · 相似/, unmatched);
    await keepPicture(page, 'channels-unmatched.zh.1440');
    await button('为【招牌】红烧牛肉面 大份关联商品').click();
    await sees(/^红烧牛肉面 · \S+$/, dialog());
    await dialog().getByRole('button', { name: '关联' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => unmatched.getByText('【招牌】红烧牛肉面 大份').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('in both languages and on a phone nothing is wider than the screen', async () => {
    await pushed();
    await openNewest();
    const order = new URL(page.url()).pathname;
    const paths = {
      channels: '/console/channels',
      'channel-accounts': '/console/channels/accounts',
      'channel-order': order,
    };
    await fitsEverywhere(page, paths);
    expect(complaints).toEqual([]);
  });
});
