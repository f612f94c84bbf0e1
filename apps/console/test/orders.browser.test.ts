import { randomUUID } from 'node:crypto';
import type { CheckedOut, Identifier, PaymentView } from '@shuke/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { browserUnavailable } from '@shuke/testkit/browser';
import { atProvider } from './demo-providers.ts';
import { fitsEverywhere, keepPicture } from './every-width.ts';
import { openConsole, type OpenConsole } from './open-console.ts';

const PASSWORD = 'a bowl of noodles at the corner';
const GUEST: Identifier = { kind: 'phone', value: '13800000001' };
const LINES = [
  { sku: 'NOODLES', quantity: '2' },
  { sku: 'TEA', quantity: '1' },
];
const reason = browserUnavailable();

describe.skipIf(reason !== null)(`whole orders in the console${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let shop: OpenConsole;
  let page: Page;
  let complaints: string[] = [];
  let api: OpenConsole['api'];
  let storeCode = '';
  let sold: CheckedOut;
  let couponCode = '';
  let paidOrderId = '';

  beforeAll(async () => {
    shop = await openConsole();
    ({ page, api, complaints } = shop);
    await shop.signIn(PASSWORD);
    await furnish();
    sold = await sell('WHOLE-1');
  });
  afterAll(() => shop?.close());

  const panel = (name: string) => page.getByRole('region', { name });
  const sees = async (text: string | RegExp, within: Page | Locator = page): Promise<void> =>
    within.getByText(text).filter({ visible: true }).first().waitFor();

  /** Priced goods, a price rule, a coupon and a programme. */
  async function furnish(): Promise<void> {
    const { items } = await api<{ items: { code: string }[] }>('GET', '/v1/stores');
    storeCode = items[0]!.code;
    const goods = [
      { sku: 'NOODLES', name: '招牌熟客面', category: '面', quantity: '1', amount: '28.00' },
      { sku: 'TEA', name: '桂花酸梅汤', category: '饮品', quantity: '1', amount: '8.00' },
    ];
    const receipt = { orderRef: 'FIRST', storeCode, orderedAt: new Date().toISOString(), customer: GUEST };
    await api('POST', '/v1/orders', { ...receipt, lines: goods });
    await api('PUT', '/v1/prices', { prices: goods.map(({ sku, amount }) => ({ sku, price: amount })) });
    const rule = { trigger: 'automatic', priority: 0, benefit: { kind: 'cash', level: 'order', amount: '5.00' } };
    const made = await api<{ promotionId: string }>('POST', '/v1/promotions', { name: '开张立减', rule });
    await api('PUT', `/v1/promotions/${made.promotionId}/status`, { status: 'live' });
    await api('PUT', '/v1/loyalty/programme', PROGRAMME);
    couponCode = await aCoupon();
  }

  async function aCoupon(): Promise<string> {
    const terms = { kind: 'cash', amount: '4.00', minSpend: '0.00', validDays: 30 };
    const { templateId } = await api<{ templateId: string }>('POST', '/v1/coupon-templates', {
      name: '四元券',
      ...terms,
    });
    const path = `/v1/coupon-templates/${templateId}/coupons`;
    const { coupons } = await api<{ coupons: { code: string }[] }>('POST', path, { count: 1 });
    return coupons[0]!.code;
  }

  /** The member buys at the till with the coupon and pays in cash. */
  async function sell(orderRef: string): Promise<CheckedOut> {
    const cart = { storeCode, lines: LINES, coupons: [couponCode], customer: GUEST };
    const { due } = await api<{ due: string }>('POST', '/v1/quotes', cart);
    return api<CheckedOut>('POST', '/v1/checkouts', { ...cart, orderRef, tenders: [{ kind: 'cash', amount: due }] });
  }

  test('an order shows how it was paid, what took off what, what it earned and what it moved', async () => {
    await page.goto('/console/orders');
    await page.getByRole('link', { name: 'WHOLE-1' }).click();
    await page.getByRole('heading', { level: 1, name: 'WHOLE-1' }).waitFor();
    await sees(`¥${sold.payable}`, panel('支付方式'));
    const used = panel('优惠明细');
    await used.getByRole('link', { name: '开张立减' }).waitFor();
    await sees(couponCode, used);
    await expect.poll(() => used.getByText(/招牌熟客面减 ¥/).count()).toBe(2);
    await sees(/^获得积分 \d+$/, panel('所得与所用'));
    await sees('钱箱现金 → 销售', panel('账本记录'));
    await sees('发放 → 会员所有', panel('账本记录'));
    expect(complaints).toEqual([]);
  });

  test('a refund is told goods by goods, stays on the page, and stands in the books', async () => {
    await page.getByRole('button', { name: '退货', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: '退货' });
    await drawer.getByLabel('招牌熟客面：退几件').fill('1');
    await drawer.getByLabel('原因').fill('凉了');
    await drawer.getByRole('button', { name: '退货' }).click();
    await page.getByRole('dialog', { name: '确认退货？' }).getByRole('button', { name: '退货' }).click();
    const refund = panel('第 1 次退款');
    await sees('退回：招牌熟客面 × 1', refund);
    await sees(/凉了/, refund);
    await sees(/其中已退 ¥/, panel('支付方式'));
    await sees(/其中 \d+ 已收回/, panel('所得与所用'));
    await sees('销售 → 钱箱现金', panel('账本记录'));
    await page.reload();
    await sees('退回：招牌熟客面 × 1', panel('第 1 次退款'));
    expect(complaints).toEqual([]);
  });

  test('a payment through a provider is shown with its numbers and the money on its way back', async () => {
    paidOrderId = await payByCode();
    await page.goto(`/console/orders/${paidOrderId}`);
    const payment = panel('微信支付收款');
    await sees('已支付', payment);
    await sees(/商户单号 \S+/, payment);
    await sees('已付待成单 → 销售', panel('账本记录'));
    await sees('渠道应付 → 已付待成单', panel('账本记录'));
    const back = { storeCode, lines: [{ line: 1, quantity: '1' }], reason: '洒了' };
    await api('POST', `/v1/orders/${paidOrderId}/refunds`, back);
    await page.reload();
    await sees(/：(待退，尚未发送|渠道正在退款|已退回)$/, panel('微信支付收款'));
    await panel('微信支付收款').getByRole('link', { name: '查看收款对账' }).click();
    await page.getByRole('heading', { level: 1, name: '收款对账' }).waitFor();
    expect(complaints).toEqual([]);
  });

  /** A guest pays with the code on the phone, and the order is made of it. */
  async function payByCode(): Promise<string> {
    const { code: authCode } = await atProvider(api, 'codes', { gateway: 'wechat' });
    const sale = { orderRef: randomUUID(), storeCode, lines: LINES, tenders: [{ kind: 'gateway' }] };
    const { paymentId } = await api<PaymentView>('POST', '/v1/payments', { ...sale, scene: 'payment_code', authCode });
    const read = () => api<PaymentView>('GET', `/v1/payments/${paymentId}`);
    const made = { status: 'captured', unsettledFor: null, orderId: expect.any(String) };
    await expect.poll(read, { timeout: 60_000 }).toMatchObject(made);
    return (await read()).orderId!;
  }

  test('a recorded receipt says that only the receipt is known', async () => {
    await page.goto('/console/orders');
    await page.getByRole('link', { name: 'FIRST' }).click();
    await sees(/这里只有小票/, panel('支付方式'));
    await sees('没有记账。只录小票的订单不在此移动资金。', panel('账本记录'));
    expect(complaints).toEqual([]);
  });

  test('in both languages and on a phone nothing is wider than the screen', async () => {
    await keepPicture(page, 'recorded.zh.1440');
    const paths = { order: `/console/orders/${sold.orderId}`, 'order-paid': `/console/orders/${paidOrderId}` };
    await fitsEverywhere(page, paths);
    expect(complaints).toEqual([]);
  });
});

const PROGRAMME = {
  points: {
    earn: { units: 1, per: '1.00' },
    burn: { unitsPerStep: 100, step: '1.00', maxShareBps: 5000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
  stampCards: [],
  tiers: [],
  downgrade: { policy: 'one_step', reviewMonths: 12 },
  storedValue: { enabled: true, bonusRules: [] },
};
