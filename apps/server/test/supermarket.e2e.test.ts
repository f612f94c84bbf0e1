import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CampaignReport, InsightOverview, InsightProducts, InsightStores, PlanDetail } from '@shuke/contract';
import { DAY_MS, HOUR_MS } from '@shuke/kernel';
import { allChoices, dataFile, hasData, importThroughHttp, redeemByReceipt } from './journey.ts';
import { openShop } from './shop.ts';

const RECEIPTS = 'completejourney/transactions_sample.csv.gz';
const PRODUCTS = 'completejourney/products.csv.gz';
const WHOLE = 'from=2017-01-01&to=2017-12-31';

describe.skipIf(!hasData)(
  "a supermarket's receipts, from the files to the report (skipped without ../shared/data)",
  () => {
    const shop = openShop({
      name: 'Market',
      currency: 'USD',
      timeZone: 'America/New_York',
      now: '2018-01-02T15:00:00Z',
    });
    const receipts = () => ({ name: 'transactions.csv.gz', bytes: dataFile(RECEIPTS), preset: 'completejourney' });

    it('imports the catalogue and every receipt line, and nothing the second time', async () => {
      const products = await importThroughHttp(shop, {
        name: 'products.csv.gz',
        bytes: dataFile(PRODUCTS),
        preset: 'completejourney-products',
      });
      expect(products).toMatchObject({ status: 'done', rowsRead: 92_331 });
      const first = await importThroughHttp(shop, receipts());
      expect(first).toMatchObject({ status: 'done', rowsRead: 75_000, customersNew: 2377 });
      expect(first.ordersNew).toBeGreaterThan(47_000);
      const second = await importThroughHttp(shop, receipts());
      expect(second).toMatchObject({
        rowsRead: 75_000,
        rowsRejected: first.rowsRejected,
        ordersNew: 0,
        customersNew: 0,
      });
      expect(second.ordersKnown).toBe(first.ordersNew);
    });

    it('shows households, stores and categories', async () => {
      const view = await shop.get<InsightOverview>(`/v1/insight/overview?${WHOLE}`);
      expect(view.transactions).toMatchObject({ guests: 2377, anonymousOrders: 0 });
      expect(view.activity.classes.reduce((sum, one) => sum + one.customers, 0)).toBe(2377);
      const { stores } = await shop.get<InsightStores>(`/v1/insight/stores?${WHOLE}`);
      expect(stores.length).toBeGreaterThan(200);
      expect(stores.reduce((sum, one) => sum + one.orders, 0)).toBe(view.transactions.orders);
      const { products } = await shop.get<InsightProducts>(`/v1/insight/products?${WHOLE}&limit=20`);
      expect(products.filter(({ category }) => category !== null).length).toBeGreaterThan(15);
    });

    it('plans, issues, redeems by later receipts and reports it', async () => {
      const template = await shop.post('/v1/coupon-templates', {
        name: 'Ten percent',
        kind: 'percent',
        percentBps: 1000,
        amount: '3.00',
        minSpend: '10.00',
        validDays: 30,
      });
      expect(template.status).toBe(201);
      const drafted = await shop.post<PlanDetail>('/v1/plans', { name: 'New year', budget: '900.00', horizonDays: 30 });
      const { planId } = drafted.body;
      const control = (await allChoices(shop, planId)).filter(({ arm }) => arm === 'control');
      expect((await shop.post(`/v1/plans/${planId}/approval`)).status).toBe(200);
      expect((await shop.post(`/v1/plans/${planId}/issue`)).status).toBe(200);
      const choices = await allChoices(shop, planId);
      const given = choices.filter(({ couponCode }) => couponCode !== null).length;
      expect(given).toBeGreaterThan(0);
      expect(given * 3).toBeLessThanOrEqual(900);

      shop.services.clock.advanceMs(3 * DAY_MS);
      const households = [
        ...new Set(
          gunzipSync(dataFile(RECEIPTS))
            .toString()
            .match(/(?<=^")\d+(?=")/gm),
        ),
      ];
      const redeemed = await redeemByReceipt(shop, {
        choices,
        kind: 'member_no',
        values: households,
        storeCode: '367',
        atMost: 25,
        line: { sku: '1082185', name: 'Bananas', quantity: '1', amount: '20.00' },
      });
      shop.services.clock.advanceMs(HOUR_MS);
      const report = await shop.get<CampaignReport>(`/v1/plans/${planId}/report`);
      expect(report).toMatchObject({ given, redeemed, newMembers: 0 });
      expect(report.discount).toBe((redeemed * 2).toFixed(2));
      expect(report.sales).toBe((redeemed * 18).toFixed(2));
      expect(report.control?.customers).toBe(control.length);
    });
  },
);
