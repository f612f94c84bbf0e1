import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CampaignReport, InsightConcentration, InsightOverview, PlanDetail } from '@shuke/contract';
import { DAY_MS, HOUR_MS } from '@shuke/kernel';
import { allChoices, dataFile, hasData, importThroughHttp, redeemByReceipt } from './journey.ts';
import { openShop } from './shop.ts';

const FILE = 'coffee-vending/index_1.csv.gz';
const WHOLE = 'from=2024-03-01&to=2025-03-23';

describe.skipIf(!hasData)(
  "a coffee machine's log, from the file to the report (skipped without ../shared/data)",
  () => {
    const shop = openShop({ name: 'Coffee', currency: 'UAH', timeZone: 'Europe/Kyiv', now: '2025-03-24T08:00:00Z' });
    const file = () => ({ name: 'index_1.csv.gz', bytes: dataFile(FILE), preset: 'coffee-vending' });

    it('imports every row, and nothing the second time', async () => {
      const first = await importThroughHttp(shop, file());
      expect(first).toMatchObject({
        status: 'done',
        rowsRead: 3636,
        rowsRejected: 0,
        ordersNew: 3636,
        customersNew: 1316,
      });
      const second = await importThroughHttp(shop, file());
      expect(second).toMatchObject({
        status: 'done',
        rowsRead: 3636,
        ordersNew: 0,
        ordersKnown: 3636,
        customersNew: 0,
      });
    });

    it('shows the four figures of the log, and classes that add up to its cards', async () => {
      const view = await shop.get<InsightOverview>(`/v1/insight/overview?${WHOLE}`);
      expect(view.transactions).toMatchObject({
        orders: 3636,
        anonymousOrders: 89,
        guests: 1316,
        payable: '115431.58',
      });
      for (const { classes, customers } of [view.activity, view.loyalty, view.value]) {
        expect(customers).toBe(1316);
        expect(classes.reduce((sum, one) => sum + one.customers, 0)).toBe(1316);
      }
      const best = await shop.get<InsightConcentration>(`/v1/insight/concentration?${WHOLE}`);
      expect(best).toMatchObject({ customers: 1316, bestCustomers: 264 });
      expect(best.bestShareBps).toBeGreaterThan(2000);
    });

    it('plans within the budget, issues to the treated alone, redeems by later receipts and reports it', async () => {
      const template = await shop.post<{ templateId: string }>('/v1/coupon-templates', {
        name: 'Five off',
        kind: 'cash',
        amount: '5.00',
        minSpend: '20.00',
        validDays: 21,
      });
      expect(template.status).toBe(201);
      const drafted = await shop.post<PlanDetail>('/v1/plans', { name: 'Wake', budget: '500.00' });
      expect(drafted.status).toBe(201);
      const { planId } = drafted.body;
      const choices = await allChoices(shop, planId);
      const treated = choices.filter(({ arm }) => arm === 'treated');
      expect(choices).toHaveLength(1316);
      expect(new Set(choices.map(({ customerId }) => customerId)).size).toBe(1316);
      expect(treated.length).toBe(100);
      expect(choices.every(({ reason }) => reason.length > 0)).toBe(true);

      expect((await shop.post(`/v1/plans/${planId}/issue`)).status).toBe(409);
      expect((await shop.post(`/v1/plans/${planId}/approval`)).status).toBe(200);
      expect((await shop.post(`/v1/plans/${planId}/issue`)).status).toBe(200);
      const issued = await allChoices(shop, planId);
      expect(issued.filter(({ couponCode }) => couponCode !== null).map(({ arm }) => arm)).toEqual(
        treated.map(() => 'treated'),
      );

      const cards = [
        ...new Set(
          gunzipSync(dataFile(FILE))
            .toString()
            .match(/ANON-\d{4}-\d{4}-\d{4}/g),
        ),
      ];
      shop.services.clock.advanceMs(2 * DAY_MS);
      const redeemed = await redeemByReceipt(shop, {
        choices: issued,
        kind: 'card_token',
        values: cards,
        storeCode: 'coffee-machine',
        atMost: 20,
        line: { sku: 'latte', name: 'Latte', quantity: '1', amount: '35.76' },
      });
      expect(redeemed).toBe(20);

      shop.services.clock.advanceMs(HOUR_MS);
      const report = await shop.get<CampaignReport>(`/v1/plans/${planId}/report`);
      expect(report).toMatchObject({
        given: 100,
        redeemed: 20,
        redemptionRate: 0.2,
        discount: '100.00',
        sales: '615.20',
        newMembers: 0,
      });
      expect(report.treated).toMatchObject({ customers: 100, buyers: 20, sales: '615.20' });
      expect(report.lift?.verdict).toBe('not_proven_yet');
    });
  },
);
