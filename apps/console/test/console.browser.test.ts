import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PlanChoice } from '@shuke/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { browserUnavailable } from '@shuke/testkit/browser';
import { fitsEverywhere } from './every-width.ts';
import { openConsole, type OpenConsole } from './open-console.ts';
import { MEMBER_NOS, tillFile } from './till-file.ts';

const SCREENS = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const MAX_SCREEN_BYTES = 250_000;
const PASSWORD = 'a bowl of noodles at the corner';
/** How many of the new store's lapsed members come back after the plan: with a coupon, and without an offer. */
const RETURNING = { treated: 60, control: 4 };
const reason = browserUnavailable();

describe.skipIf(reason !== null)(`the console in a browser${reason ? ` (skipped: ${reason})` : ''}`, () => {
  const file = tillFile(Date.now());
  let shop: OpenConsole;
  let page: Page;
  let complaints: string[] = [];
  let planUrl = '';
  let audienceUrl = '';

  beforeAll(async () => {
    shop = await openConsole();
    ({ page, complaints } = shop);
  });
  afterAll(() => shop?.close());

  // The tests are the steps of one day; where one fails, those behind it would only wait.
  let isBroken = false;
  beforeEach(({ skip }) => skip(isBroken, 'a step before it failed'));
  afterEach(({ task }) => {
    isBroken ||= task.result?.state === 'fail';
  });

  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  /** Waits until a text is there to be seen. */
  const sees = async (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByText(text).filter({ visible: true }).first().waitFor();

  /** How many different colours a chart shows: one for a blank canvas. */
  const inkOf = (canvas: Locator): Promise<number> =>
    canvas.evaluate((element) => {
      const drawn = element as HTMLCanvasElement;
      const { data } = drawn.getContext('2d')!.getImageData(0, 0, drawn.width, drawn.height);
      const colours = new Set<number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3]! > 0) colours.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!);
      }
      return colours.size;
    });

  async function allChartsHaveInk(atLeast: number): Promise<void> {
    const canvases = page.locator('canvas');
    await expect.poll(() => canvases.count()).toBeGreaterThanOrEqual(atLeast);
    for (const canvas of await canvases.all()) await expect.poll(() => inkOf(canvas)).toBeGreaterThan(3);
  }

  /** Keeps a picture of the page in both languages where they are asked for, and leaves it in Chinese. */
  async function keepScreens(name: string): Promise<void> {
    if (process.env.SHUKE_SCREENS !== '1') return;
    mkdirSync(SCREENS, { recursive: true });
    await page.evaluate(() => scrollTo(0, 0));
    for (const [language, tag] of [
      ['English', 'en'],
      ['中文', 'zh-CN'],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      await page.mouse.move(1438, 899);
      await expect.poll(() => page.locator('.ant-message-notice').count()).toBe(0);
      await page.waitForTimeout(500);
      const path = `${SCREENS}${name}.${tag}.png`;
      await page.screenshot({ path });
      expect(statSync(path).size, `${path} is small enough for a README`).toBeLessThan(MAX_SCREEN_BYTES);
    }
  }

  test('a wrong password is refused in words, the one-time password leads to one of the own', async () => {
    await page.goto('/');
    await heading('登录').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    // Nobody being signed in is an answer that the browser calls an error.
    await expect.poll(() => complaints.splice(0).length).toBe(1);
    await keepScreens('sign-in');
    await page.getByLabel('登录名').fill('owner');
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/密码/);
    await expect.poll(() => complaints.splice(0).length).toBe(1);

    await page.getByLabel('密码', { exact: true }).fill(shop.program.oneTimePassword);
    await button('登录').click();
    await heading('设置密码').waitFor();
    await page.getByLabel('当前密码').fill(shop.program.oneTimePassword);
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再次输入新密码').fill('something else');
    await button('保存密码').click();
    await sees('两次输入不一致');
    await page.getByLabel('再次输入新密码').fill(PASSWORD);
    await button('保存密码').click();
    await heading('经营看板').waitFor();
    await sees('熟客面馆');
  });

  test('a file is shown as it will be read, imported with progress, and imported again without a change', async () => {
    await page.getByRole('link', { name: '导入小票' }).first().click();
    await heading('导入小票').waitFor();
    await upload();
    await heading(file.name).waitFor();
    await sees('Asia/Shanghai');
    await sees('CNY');
    await sees(`第 ${file.brokenLine} 行，amount：`);
    await sees('不是所选格式的金额');
    await sees('红烧牛肉面');
    // A member number is masked before anything is imported.
    expect(await page.locator('main').textContent()).not.toContain(MEMBER_NOS[0]);
    await page.getByText('文件原样').click();
    await sees('order_ref');
    await page.getByText('导入后', { exact: true }).click();
    await keepScreens('import');

    await button('修改列映射').click();
    const drawer = page.getByRole('dialog');
    await sees('销售时间', drawer);
    await drawer.getByRole('button', { name: '应用并预览' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await sees('自定义映射');

    await button('开始导入').click();
    await sees('小票已导入');
    expect(await figure('新订单')).toBe(file.orders.toLocaleString('zh-CN'));
    expect(await figure('新顾客')).toBe(String(MEMBER_NOS.length));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载清单' }).click(),
    ]);
    expect(await textOf(await download.createReadStream())).toMatch(new RegExp(`^${file.brokenLine},`, 'm'));

    await page.getByRole('link', { name: '导入小票' }).first().click();
    await upload();
    await button('开始导入').click();
    await sees('没有变化');
    expect(await figure('新订单')).toBe('0');
    expect(await figure('已有订单')).toBe(file.orders.toLocaleString('zh-CN'));
    expect(complaints).toEqual([]);
  });

  const upload = () =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.text) });

  const figure = async (label: string): Promise<string | null> =>
    page.locator('.figure', { hasText: label }).locator('.figure-value').first().textContent();

  test('the dashboards are there without any set-up, in both languages, and lead to the people', async () => {
    await page.getByRole('link', { name: '经营看板' }).first().click();
    for (const board of [
      '交易',
      '近 7 天新客',
      '活跃',
      '忠诚',
      '价值',
      '新客占比',
      '各时段订单',
      '最好的 20%',
      '核心名单',
    ]) {
      await page.getByRole('heading', { name: board, exact: false }).first().waitFor();
    }
    await allChartsHaveInk(6);
    await page.getByRole('button', { name: '“活跃”的统计口径' }).click();
    await sees(/截至最后一天/);
    await page.keyboard.press('Escape');

    const all = await figure('订单数');
    await page.getByRole('combobox', { name: '门店' }).click();
    await page.getByTitle('S04').click();
    await expect.poll(() => figure('订单数')).not.toBe(all);
    expect(new URL(page.url()).searchParams.get('storeId')).not.toBeNull();
    await page.getByRole('link', { name: '经营看板' }).first().click();
    await expect.poll(() => figure('订单数')).toBe(all);

    await page.getByRole('list', { name: '活跃' }).getByRole('button').last().click();
    await page.getByRole('dialog').getByRole('row').nth(3).waitFor();
    await sees('顾客：流失');
    await page.keyboard.press('Escape');
    await keepScreens('dashboards');

    await page.getByText('English', { exact: true }).click();
    await heading('Dashboards').waitFor();
    await page.getByRole('heading', { name: 'Share of new customers' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    await page.reload();
    await heading('Dashboards').waitFor();
    await page.getByText('中文', { exact: true }).click();
    await heading('经营看板').waitFor();
    expect(complaints).toEqual([]);
  });

  test('the guests and the reasons are told for the same days, and a ranking is held against the own sales', async () => {
    await page.getByRole('link', { name: '经营看板' }).first().click();
    await page.getByRole('link', { name: '顾客', exact: true }).click();
    for (const board of ['新客与回头客', '会员', '下次到店', '首次到店月份与此后复购']) {
      await page.getByRole('heading', { name: board }).waitFor();
    }
    await page.getByRole('region', { name: '首次到店月份与此后复购' }).getByRole('row').nth(1).waitFor();
    await allChartsHaveInk(2);
    await keepScreens('guests');

    await page.getByRole('link', { name: '原因', exact: true }).click();
    await page.getByRole('heading', { name: '变化由什么构成' }).waitFor();
    await page.getByRole('row', { name: /差额/ }).waitFor();
    await page.getByRole('list', { name: '评分构成' }).getByRole('listitem').nth(7).waitFor();
    await button('导入榜单').first().click();
    const form = page.getByRole('dialog', { name: '导入榜单' });
    await form.getByLabel('来源').fill('供应商');
    await form.getByLabel('榜单').fill('name,rank\n,1');
    await form.getByRole('button', { name: '导入榜单' }).click();
    await sees('榜单无法读取', form);
    complaints.length = 0;
    await form.getByLabel('榜单').fill('name,rank\n螺蛳粉,1');
    await form.getByRole('button', { name: '导入榜单' }).click();
    await sees('不在商品目录中：螺蛳粉');
    await allChartsHaveInk(1);
    await keepScreens('reasons');
    expect(complaints).toEqual([]);
  });

  test('a plan gives each customer a reason, is approved and issued', async () => {
    await page.getByRole('link', { name: '营销方案' }).first().click();
    await button('新建方案').first().click();
    const form = page.getByRole('dialog', { name: '新建方案' });
    await form.getByLabel('名称').fill('欢迎回来');
    await form.getByLabel('预算').fill('4000');
    await form.getByRole('button', { name: '新建优惠券' }).click();
    const template = page.getByRole('dialog', { name: '新建优惠券' });
    await template.getByLabel('名称').fill('满 20 减 6');
    await template.getByLabel('减免金额').fill('6');
    await template.getByLabel('最低消费').fill('20');
    await template.getByRole('button', { name: '保存优惠券' }).click();
    await template.waitFor({ state: 'hidden' });
    expect(await form.getByRole('checkbox', { name: '满 20 减 6' }).isChecked()).toBe(true);
    await form.getByRole('button', { name: '生成方案' }).click();

    await heading('欢迎回来').waitFor();
    planUrl = page.url();
    await sees(/(通常每 [\d.]+ 天来一次|来过一次)，.*\d+ 天。/);
    await allChartsHaveInk(1);
    await keepScreens('plan');
    await page
      .getByRole('button', { name: /展开行/ })
      .first()
      .click();
    await sees('分到此组的概率');
    const group = page.getByRole('radiogroup', { name: '分组' });
    await group.getByText('不发放').click();
    await sees(/本来就会来|预算已用于|成本高于/);
    await group.getByText('对照组').click();
    await sees('本应获得“');

    await button('批准').click();
    const question = page.getByRole('dialog');
    await sees(/最高成本 ¥[\d,.]+/, question);
    await question.getByRole('button', { name: '批准' }).click();
    await button('发放优惠券').click();
    await page.getByRole('dialog').getByRole('button', { name: '发放优惠券' }).click();
    await button('查看效果报告').waitFor({ timeout: 60_000 });
    await group.getByText('发放', { exact: true }).click();
    await page.locator('.code').filter({ visible: true }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  test('the report shows what was redeemed and says plainly what is not proven yet', async () => {
    await returnToTheTill();
    await button('查看效果报告').click();
    await heading('效果报告：欢迎回来').waitFor();
    expect(await figure('核销')).toBe(String(RETURNING.treated));
    expect(await page.locator('.verdict').textContent()).toMatch(/尚未证明|已证明/);
    await sees('人均销售额');
    await allChartsHaveInk(1);
    await keepScreens('report');
    await page.getByText('如何计算').click();
    await sees(/置信序列/);
    expect(complaints).toEqual([]);
  });

  /** Members of the new store come back, some with a coupon; the receipts arrive as a till sends them. */
  async function returnToTheTill(): Promise<void> {
    const choices = await allChoices();
    const came = { treated: 0, control: 0, none: 0 };
    for (const [i, value] of MEMBER_NOS.entries()) {
      const customer = { kind: 'member_no', value };
      const { customerId } = await post<{ customerId: string }>('/v1/customers/lookups', customer);
      const choice = choices.get(customerId);
      if (!choice || choice.arm === 'none' || came[choice.arm] === RETURNING[choice.arm]) continue;
      came[choice.arm] += 1;
      await post('/v1/orders', {
        orderRef: `S04-back-${i}`,
        storeCode: 'S04',
        orderedAt: new Date().toISOString(),
        customer,
        coupons: choice.couponCode ? [choice.couponCode] : [],
        lines: [{ sku: '104', name: '红烧牛肉面', category: '面', quantity: '1', amount: `${26 + (i % 7) * 6}.00` }],
      });
    }
    expect(came).toMatchObject(RETURNING);
  }

  async function post<T>(path: string, data: object): Promise<T> {
    const answer = await page.request.post(path, { data, headers: { 'idempotency-key': crypto.randomUUID() } });
    if (!answer.ok()) throw new Error(`${path} answers ${answer.status()}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async function allChoices(): Promise<Map<string, PlanChoice>> {
    const choices = new Map<string, PlanChoice>();
    let after: string | null = '';
    while (after !== null) {
      const query = new URLSearchParams({ limit: '200', ...(after ? { after } : {}) });
      const answer = await page.request.get(`/v1/plans/${planUrl.split('/').pop()}/choices?${query}`);
      const { items, next } = (await answer.json()) as { items: PlanChoice[]; next: string | null };
      for (const choice of items) choices.set(choice.customerId, choice);
      after = next;
    }
    return choices;
  }

  test('tables get codes to print, and each shows what it brought', async () => {
    await page.getByRole('link', { name: '触点' }).first().click();
    await heading('触点').waitFor();
    await sees('还没有触点');
    await button('新建触点').click();
    await page.getByRole('switch').click();
    await page.getByLabel('名称').fill('#号桌');
    await page.getByLabel('结束编号').fill('8');
    await button('生成二维码').click();
    await sees('8号桌');
    await page.getByText('首次接触').click();
    await keepScreens('touchpoints');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '打印二维码' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('touchpoints.pdf');
    const sheet = await textOf(await download.createReadStream());
    expect(sheet.slice(0, 5)).toBe('%PDF-');
    expect(complaints).toEqual([]);
  });

  test('an audience is built with its count in sight, saved, and exported with who agreed', async () => {
    await page.getByRole('link', { name: '人群' }).first().click();
    await heading('人群').waitFor();
    await sees('还没有人群');
    await button('新建人群').click();
    const count = page.getByRole('region', { name: '人数' }).locator('.figure-value');
    await count.waitFor();
    const all = await count.textContent();
    await button('添加条件').click();
    await page.getByRole('menuitem', { name: '活跃', exact: true }).click();
    await expect.poll(() => count.textContent(), { timeout: 10_000 }).not.toBe(all);
    await sees(/由(内存索引|列存副本|数据库)统计/);
    await button('添加条件').click();
    await page.getByRole('menuitem', { name: '会员等级', exact: true }).click();
    await sees('请填写标出的条件，即可看到人数。');
    await button('移除：会员等级').click();
    await page.getByText('任一满足').click();
    // Whoever is meant by any of the two is more than whoever bought.
    const shown = async () => Number((await count.textContent())?.replaceAll(',', ''));
    await expect.poll(shown, { timeout: 10_000 }).toBeGreaterThan(Number(all?.replaceAll(',', '')));
    await page.getByLabel('名称').fill('常来或沉睡');
    await keepScreens('audience');
    await button('保存人群').click();

    await heading('常来或沉睡').waitFor();
    await sees('购买过：最近 30 天 或 活跃：沉睡');
    await expect.poll(() => figure('当前人数'), { timeout: 20_000 }).toMatch(/^[\d,]+$/);
    await button('立即更新').click();
    expect(await figure('新进入')).toMatch(/^[\d,]+$/);
    await button('导出').click();
    const [download] = await Promise.all([page.waitForEvent('download'), button('下载').click()]);
    expect(download.suggestedFilename()).toBe('常来或沉睡.csv');
    await sees('文件中有 0 人。');
    await sees(`${await figure('当前人数')} 人因未同意而未导出。`);
    audienceUrl = page.url();
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  test('likely buyers stand beside how well such a list did before', async () => {
    await page.goto('/console/audiences/likely-buyers');
    await heading('潜在购买者').waitFor();
    await page.getByRole('combobox', { name: '商品' }).click();
    await page.getByTitle('红烧牛肉面').first().click();
    await button('查找').click();
    await sees('购买最多者');
    await page.getByRole('list', { name: '最可能购买的顾客' }).getByRole('listitem').nth(5).waitFor();
    await page.getByText('English', { exact: true }).click();
    await sees('Who bought it most');
    await page.getByText('中文', { exact: true }).click();
    expect(complaints).toEqual([]);
  });

  test('on a phone nothing is wider than the screen, and the ways lie under the thumb', async () => {
    const plan = new URL(planUrl).pathname;
    const paths = {
      dashboards: '/console/dashboards',
      guests: '/console/dashboards/guests',
      reasons: '/console/dashboards/reasons',
      imports: '/console/imports',
      plans: '/console/plans',
      touchpoints: '/console/touchpoints',
      audiences: '/console/audiences',
      'likely-buyers': '/console/audiences/likely-buyers',
      audience: new URL(audienceUrl).pathname,
      rule: `${new URL(audienceUrl).pathname}/rule`,
      plan,
      report: `${plan}/report`,
      password: '/console/password',
    };
    await fitsEverywhere(page, paths, [390]);
    await page.getByText('English', { exact: true }).click();
    await page.locator('.shell-tabs').getByRole('link', { name: 'Import' }).click();
    await heading('Import').waitFor();
    expect(complaints).toEqual([]);
  });

  test('a keyboard reaches the content at once, and signing out ends the session', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/console/plans');
    await heading('Plans').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByText('Sign out').click();
    await heading('Sign in').waitFor();
    await page.goto('/console/plans');
    await heading('Sign in').waitFor();
  });
});

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
