import { beforeEach, expect, test } from 'vitest';
import { newId } from '@shuke/kernel';
import { testServices } from '@shuke/testkit';
import { redeemCoupon, releaseReservation, reverseRedemption, setTemplateActive } from '../index.ts';
import { play } from './script.ts';
import { codeOf, newShop } from './shop.ts';

const services = testServices();
beforeEach(() => services.clock.set('2026-03-02T02:00:00Z'));
const coupons = (table: string): Promise<void> => play(services, table);

test('a coupon is spent once, and only by a basket that is large enough', () =>
  coupons(`
    template lunch cash 1000 min 3000 days 7      ok
    issue    lunch alice                          1
    redeem   alice on A1 of 2999                  coupon_min_spend_not_met
    redeem   alice on A1 of 3000                  1000
    redeem   alice on A1 of 3000                  coupon_already_redeemed_on_order
    redeem   alice on A2 of 3000                  coupon_used_up
    figures  lunch                                1/1:0+1000+0
  `));

test('a coupon of several uses is spent once an order until they are used up', () =>
  coupons(`
    template card cash 500 uses 3 days 30         ok
    bearer   card stamp                           1
    redeem   stamp on A1 of 2000                  500
    redeem   stamp on A1 of 2000                  coupon_already_redeemed_on_order
    redeem   stamp on A2 of 300                   300
    figures  card                                 1/2:500+800+200
    redeem   stamp on A3 of 2000                  500
    redeem   stamp on A4 of 2000                  coupon_used_up
  `));

test('a percentage stops at its cap, and an item needs the item', () =>
  coupons(`
    template fifth percent 2000 percent 2000 days 7   ok
    bearer   fifth p q                                2
    redeem   p on A1 of 4567                          913
    redeem   q on A2 of 99999                         2000
    template coffee item 3200 item LATTE days 7       ok
    bearer   coffee c                                 1
    redeem   c on A3 of 2500 with TEA                 coupon_item_not_in_basket
    redeem   c on A3 of 2500 with LATTE               2500
  `));

test('an exchange leaves the item its price, and needs an item that costs more', () =>
  coupons(`
    template drink exchange 800 item COLA price 990 days 7   ok
    bearer   drink c                                         1
    redeem   c on A1 of 2500 with TEA                        coupon_item_not_in_basket
    redeem   c on A1 of 990 with COLA                        coupon_item_costs_no_more
    redeem   c on A1 of 1500 with COLA                       510
    figures  drink                                           1/1:0+510+290
  `));

test('a personal coupon serves its owner or whoever is not known, and nobody else', () =>
  coupons(`
    template lunch cash 1000 uses 5 days 7        ok
    issue    lunch alice                          1
    issue    lunch bob                            1
    redeem   alice by bob on A1 of 5000           coupon_of_another_customer
    redeem   alice by alice on A1 of 5000         1000
    redeem   alice on A2 of 5000                  1000
  `));

test('a code with a wrong check character or of no coupon is not found', () =>
  coupons(`
    redeem   0123456789AB on A1 of 5000           coupon_not_found
    redeem   000000000000 on A1 of 5000           coupon_not_found
    redeem   DROP-TABLE on A1 of 5000             coupon_not_found
    reserve  000000000000 on A1                   coupon_not_found
  `));

test('a coupon ends at its instant, before the job has run, and gives its liability back when it has', () =>
  coupons(`
    template lunch cash 1000 days 7 uses 2        ok
    issue    lunch alice bob                      2
    redeem   alice on A1 of 400                   400
    figures  lunch                                2/1:3000+400+600
    advance  7 days                               03-09T02:00
    redeem   alice on A2 of 5000                  coupon_expired
    reserve  bob on A3                            coupon_expired
    figures  lunch                                2/1:3000+400+600
    expire                                        2
    figures  lunch                                2/1:0+400+0
    expire                                        0
  `));

test('a template ends all its coupons at once, and gives none that would be over before it begins', () =>
  coupons(`
    template fest cash 1000 days 30 until 2026-03-10T00:00:00Z  ok
    issue    fest alice                                         1
    advance  7 days                                             03-09T02:00
    redeem   alice on A1 of 5000                                1000
    issue    fest bob                                           1
    advance  22 hours                                           03-10T00:00
    redeem   bob on A2 of 5000                                  coupon_expired
    issue    fest carol                                         coupon_template_ended
  `));

test('a reversal gives use and budget back, once', () =>
  coupons(`
    template lunch cash 1000 days 7 budget 1000   ok
    issue    lunch alice                          1
    redeem   alice on A1 of 600                   600
    figures  lunch                                1/1:0+600+400
    reverse  alice on A1                          spendable
    figures  lunch                                1/0:1000+0+0
    reverse  alice on A1                          redemption_already_reversed
    redeem   alice on A1 of 5000                  1000
    figures  lunch                                1/1:0+1000+0
  `));

test('what a redemption did not cost stays bound until the coupon expires, so that reversals never overspend', () =>
  coupons(`
    template lunch cash 1000 days 7 budget 2000   ok
    issue    lunch alice bob                      2
    redeem   alice on A1 of 100                   100
    redeem   bob on A2 of 100                     100
    issue    lunch carol                          coupon_budget_exhausted
    reverse  alice on A1                          spendable
    reverse  bob on A2                            spendable
    figures  lunch                                2/0:2000+0+0
    redeem   alice on A3 of 100                   100
    advance  7 days                               03-09T02:00
    expire                                        2
    figures  lunch                                2/1:0+100+0
    issue    lunch carol                          1
  `));

test('a use that comes back to an expired coupon is on it, binds no budget and cannot be spent', () =>
  coupons(`
    template lunch cash 1000 days 7               ok
    issue    lunch alice bob                      2
    redeem   alice on A1 of 5000                  1000
    redeem   bob on A2 of 5000                    1000
    advance  7 days                               03-09T02:00
    reverse  alice on A1                          not_spendable
    figures  lunch                                2/1:1000+1000+0
    expire                                        2
    figures  lunch                                2/1:0+1000+0
    reverse  bob on A2                            not_spendable
    figures  lunch                                2/0:0+0+0
    redeem   bob on A3 of 5000                    coupon_expired
  `));

test('a coupon whose expiry is settled stays expired for a server whose clock is behind', () =>
  coupons(`
    template lunch cash 1000 days 7 uses 2        ok
    issue    lunch alice                          1
    redeem   alice on A1 of 5000                  1000
    advance  7 days                               03-09T02:00
    expire                                        1
    advance  -10 minutes                          03-09T01:50
    redeem   alice on A2 of 5000                  coupon_expired
    reserve  alice on A2                          coupon_expired
    reverse  alice on A1                          not_spendable
    figures  lunch                                1/0:0+0+0
  `));

test('a hold keeps a use for its order and falls back by itself, without the job', () =>
  coupons(`
    template lunch cash 1000 days 7               ok
    bearer   lunch b                              1
    reserve  b on A1 for 10                       03-02T02:10
    redeem   b on A2 of 5000                      coupon_held_by_another_order
    reserve  b on A2                              coupon_held_by_another_order
    reserve  b on A1 for 5                        03-02T02:10
    reserve  b on A1 for 20                       03-02T02:20
    advance  20 minutes                           03-02T02:20
    reserve  b on A2                              03-02T02:35
    redeem   b on A1 of 5000                      coupon_held_by_another_order
    redeem   b on A2 of 5000                      1000
    lapse                                         1
    lapse                                         0
    release  b on A1                              reservation_not_found
    release  b on A2                              reservation_not_found
  `));

test('a hold that lapsed unseen comes to life again for its order while the use is free', () =>
  coupons(`
    template lunch cash 1000 days 7               ok
    bearer   lunch b                              1
    reserve  b on A1 for 10                       03-02T02:10
    advance  30 minutes                           03-02T02:30
    reserve  b on A1 for 10                       03-02T02:40
    lapse                                         0
    redeem   b on A1 of 5000                      1000
    reverse  b on A1                              spendable
    reserve  b on A1                              03-02T02:45
  `));

test('a released hold is free at once, and no hold outlives its coupon', () =>
  coupons(`
    template lunch cash 1000 uses 2 until 2026-03-02T02:12:00Z   ok
    bearer   lunch b                                             1
    reserve  b on A1 for 10                                      03-02T02:10
    reserve  b on A2                                             03-02T02:12
    redeem   b on A3 of 5000                                     coupon_held_by_another_order
    release  b on A1                                             ok
    release  b on A1                                             reservation_not_found
    redeem   b on A3 of 5000                                     1000
    redeem   b on A2 of 5000                                     1000
    redeem   b on A4 of 5000                                     coupon_used_up
  `));

test('issuing is all or none against the issue limit, and passes over who has enough', () =>
  coupons(`
    template lunch cash 1000 days 7 limit 5 each 2   ok
    issue    lunch alice alice alice bob             3
    figures  lunch                                   3/0:3000+0+0
    issue    lunch alice                             coupon_customer_limit_reached
    issue    lunch alice bob carol                   2
    bearer   lunch x                                 coupon_issue_limit_reached
    figures  lunch                                   5/0:5000+0+0
  `));

test('issuing is all or none against the budget, counting every use at its face', () =>
  coupons(`
    template card cash 500 uses 4 days 7 budget 9999   ok
    bearer   card a b c d e                            coupon_budget_exhausted
    figures  card                                      0/0:0+0+0
    bearer   card a b c d                              4
    bearer   card e                                    coupon_budget_exhausted
    advance  7 days                                    03-09T02:00
    expire                                             4
    bearer   card e f g h                              4
    figures  card                                      8/0:8000+0+0
  `));

test('a template that is switched off gives no coupon, and those that were given stay good', () =>
  coupons(`
    template lunch cash 1000 days 7               ok
    issue    lunch alice                          1
    switch   lunch off                            ok
    issue    lunch bob                            coupon_template_inactive
    redeem   alice on A1 of 5000                  1000
    switch   lunch on                             ok
    issue    lunch bob                            1
  `));

test('what does not exist is refused by name', async () => {
  const ctx = await newShop(services);
  const missing = { key: newId(), redemptionId: newId(), reason: 'a test' };
  expect(codeOf(await reverseRedemption(ctx, missing))).toBe('redemption_not_found');
  expect(codeOf(await releaseReservation(ctx, { reservationId: newId() }))).toBe('reservation_not_found');
  expect(codeOf(await setTemplateActive(ctx, { templateId: newId(), active: true }))).toBe('coupon_template_not_found');
  const unknown = { key: newId(), code: 'X', orderRef: 'A1', basket: { totalMinor: 1 } };
  expect(codeOf(await redeemCoupon(ctx, unknown))).toBe('coupon_not_found');
});
