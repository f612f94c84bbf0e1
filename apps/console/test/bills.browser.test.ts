import type { BillSummary } from '@shuke/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { browserUnavailable } from '@shuke/testkit/browser';
import { fitsEverywhere, keepPicture } from './every-width.ts';
import { openConsole, type OpenConsole } from './open-console.ts';

const PASSWORD = 'a bowl of noodles at the corner';
const reason = browserUnavailable();

describe.skipIf(reason !== null)(`table bills in the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let shop: OpenConsole;
  let page: Page;
  let complaints: string[] = [];
  let api: OpenConsole['api'];
  let store: { code: string; name: string };
  let tablePath = '';

  beforeAll(async () => {
    shop = await openConsole();
    ({ page, api, complaints } = shop);
    await shop.signIn(PASSWORD);
    store = (await api<{ items: { code: string; name: string }[] }>('GET', '/v1/stores')).items[0]!;
    const goods = [
      { sku: 'Q-NOODLES', name: '招牌熟客面', category: '面', quantity: '1', amount: '28.00' },
      { sku: 'Q-TEA', name: '桂花冰酸梅汤', category: '饮品', quantity: '1', amount: '8.00' },
    ];
    const receipt = { orderRef: 'FIRST', storeCode: store.code, orderedAt: new Date().toISOString() };
    await api('POST', '/v1/orders', { ...receipt, lines: goods });
    await api('PUT', '/v1/prices', { prices: goods.map(({ sku, amount }) => ({ sku, price: amount })) });
  });
  afterAll(() => shop?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPicture(page, 'where-it-failed');
  });

  const panel = (name: string) => page.getByRole('region', { name, exact: true });
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const dialog = (name: string) => page.getByRole('dialog', { name });
  const sees = async (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByText(text).filter({ visible: true }).first().waitFor();

  async function choose(within: Locator, label: string, [typed, option]: readonly [string, string]): Promise<void> {
    const field = within.getByLabel(label, { exact: true }).last();
    await field.click();
    await field.fill(typed);
    await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
  }

  const addTea = async (billId: string): Promise<void> =>
    api('POST', `/v1/bills/${billId}/lines`, { lines: [{ sku: 'Q-TEA', quantity: '1' }] });

  test('a bill is opened for a table, and priced as if it were paid now', async () => {
    await page.getByRole('link', { name: '桌台账单' }).first().click();
    await sees('没有未结账单');
    await keepPicture(page, 'bills-empty.zh.1440');
    await button('开单').click();
    const drawer = dialog('开单');
    if ((await drawer.getByTitle(store.name).count()) === 0) await choose(drawer, '门店', [store.name, store.name]);
    await drawer.getByLabel('桌号或名称').fill('A3 桌');
    await choose(drawer, '商品', ['Q-NOODLES', '招牌熟客面 · Q-NOODLES']);
    await drawer.getByLabel('数量').fill('2');
    await keepPicture(page, 'bill-open.zh.1440');
    await drawer.getByRole('button', { name: '开单' }).click();
    await heading('A3 桌').waitFor();
    tablePath = new URL(page.url()).pathname;
    await sees('¥56.00', panel('此刻付款'));
    expect(complaints).toEqual([]);
  });

  test('goods are added, and the price follows', async () => {
    await button('加菜').click();
    const drawer = dialog('加菜');
    await choose(drawer, '商品', ['Q-TEA', '桂花冰酸梅汤 · Q-TEA']);
    await drawer.getByRole('button', { name: '加菜', exact: true }).click();
    await drawer.waitFor({ state: 'hidden' });
    await panel('商品')
      .getByRole('row', { name: /桂花冰酸梅汤/ })
      .waitFor();
    await sees('¥64.00', panel('此刻付款'));
    expect(complaints).toEqual([]);
  });

  test('how many of a product there are is changed, and the label with it', async () => {
    await button('修改').click();
    const drawer = dialog('修改');
    await drawer.getByLabel('桂花冰酸梅汤：几件').fill('0');
    await drawer.getByLabel('桌号或名称').fill('A4 桌');
    await drawer.getByRole('button', { name: '保存' }).click();
    await heading('A4 桌').waitFor();
    await sees('¥56.00', panel('此刻付款'));
    expect(
      await panel('商品')
        .getByRole('row', { name: /桂花冰酸梅汤/ })
        .count(),
    ).toBe(0);
    await addTea(tablePath.split('/').at(-1)!);
    await page.reload();
    await sees('¥64.00', panel('此刻付款'));
    expect(complaints).toEqual([]);
  });

  test('a part is split off; what somebody else has changed meanwhile is told, and taken in', async () => {
    await button('拆单').click();
    const drawer = dialog('拆单');
    await drawer.getByRole('button', { name: '拆单' }).click();
    await sees('请至少填写一种商品的移出数量。', drawer);
    await drawer.getByLabel('招牌熟客面：移出几件').fill('1');
    await addTea(tablePath.split('/').at(-1)!);
    await drawer.getByRole('button', { name: '拆单' }).click();
    await sees('账单已被他人修改。', drawer);
    await expect.poll(() => complaints.splice(0).length).toBe(1);
    await sees('账单上有 2 件', drawer);
    await drawer.getByLabel('新账单名称').fill('A4 桌 · 一位');
    await expect
      .poll(() =>
        panel('商品')
          .getByRole('row', { name: /桂花冰酸梅汤.* 2 / })
          .count(),
      )
      .toBe(1);
    await drawer.getByRole('button', { name: '拆单' }).click();
    await heading('A4 桌 · 一位').waitFor();
    await sees('¥28.00', panel('此刻付款'));
    expect(complaints).toEqual([]);
  });

  test('bills are put onto one, and the one that ended leads there', async () => {
    await button('并单').click();
    const drawer = dialog('并单');
    await choose(drawer, '本店账单', ['A4', 'A4 桌']);
    await drawer.getByText('所选账单并入此账单').click();
    await drawer.getByRole('button', { name: '并单' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await sees('¥72.00', panel('此刻付款'));
    await page.goto(tablePath);
    await sees('商品已并入另一张账单。');
    await page.getByRole('link', { name: '查看那张账单' }).click();
    await heading('A4 桌 · 一位').waitFor();
    tablePath = new URL(page.url()).pathname;
    expect(complaints).toEqual([]);
  });

  test('a held sale stands among them and is recalled, then given up with a reason', async () => {
    const lines = [{ sku: 'Q-TEA', quantity: '3' }];
    await api('POST', '/v1/bills', { storeCode: store.code, source: 'counter', label: '忘带钱包', lines });
    await page.goto('/console/bills');
    await sees('暂存');
    await page.getByRole('link', { name: '取单 忘带钱包' }).click();
    await heading('忘带钱包').waitFor();
    await sees('¥24.00', panel('此刻付款'));
    await button('作废').click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '作废' }).click();
    await sees('此项必填', drawer);
    await drawer.getByLabel('原因').fill('顾客不要了');
    await drawer.getByRole('button', { name: '作废' }).click();
    await sees('已作废：顾客不要了');
    expect(await button('作废').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a bill that cannot be priced says why; one that was paid leads to its order', async () => {
    const shelf = { sku: 'Q-SHELF', name: '待定价小菜', quantity: '1', amount: '5.00' };
    const receipt = { orderRef: 'SHELF', storeCode: store.code, orderedAt: new Date().toISOString(), lines: [shelf] };
    await api('POST', '/v1/orders', receipt);
    const unpriced = { storeCode: store.code, label: '未定价', lines: [{ sku: 'Q-SHELF', quantity: '1' }] };
    const { billId } = await api<BillSummary>('POST', '/v1/bills', unpriced);
    await page.goto(`/console/bills/${billId}`);
    await panel('此刻付款').getByRole('button', { name: '重试' }).waitFor();
    await expect.poll(() => complaints.splice(0).length).toBeGreaterThan(0);

    const lines = [{ sku: 'Q-NOODLES', quantity: '1' }];
    const open = await api<BillSummary>('POST', '/v1/bills', { storeCode: store.code, label: '已付', lines });
    const bill = { billId: open.billId, version: open.version };
    const sale = { orderRef: 'PAID', storeCode: store.code, source: 'dine_in', lines };
    await api('POST', '/v1/checkouts', { ...sale, bill, tenders: [{ kind: 'cash', amount: '28.00' }] });
    await page.goto(`/console/bills/${open.billId}`);
    await page.getByRole('link', { name: '查看订单' }).click();
    await heading('PAID').waitFor();
    expect(complaints).toEqual([]);
  });

  test('in both languages and on a phone nothing is wider than the screen', async () => {
    await fitsEverywhere(page, { bills: '/console/bills', bill: tablePath });
    expect(complaints).toEqual([]);
  });
});
