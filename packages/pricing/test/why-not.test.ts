import { expect, test } from 'vitest';
import { STRANGER, whyNot, type Cart, type Guest, type Promotion } from '../index.ts';
import { cartOf, guestWith, priceCase, rulesOf, ruleSetOf } from './shop.ts';

const cash = { kind: 'cash', level: 'order', amountMinor: 500 } as const;

/** Why the coupon `c` is not used: its code and facts on one line. */
function why(
  terms: Partial<Promotion>,
  more: { guest?: Partial<Guest>; cart?: Cart; others?: readonly Promotion[] } = {},
): string {
  const rules = rulesOf({ promotionId: 'c', trigger: 'coupon', benefit: cash, ...terms }, ...(more.others ?? []));
  const guest = { ...guestWith('c'), ...more.guest };
  const { unused } = priceCase({ rules, cart: more.cart ?? cartOf('cake 20', 'tea 5 x2'), guest });
  return unused.map(({ code, facts }) => [code, ...Object.entries(facts).flat()].join(' ')).join('; ');
}

const other = (more: Partial<Promotion>): Promotion => ({
  promotionId: 'other',
  version: 1,
  trigger: 'automatic',
  priority: 0,
  benefit: { ...cash, amountMinor: 900 },
  ...more,
});

test('a coupon that cannot apply says what stands against it', () => {
  expect(why({})).toBe('');
  expect(why({ conditions: { startsAtMs: 1_900_000_000_000 } })).toBe('not_started');
  expect(why({ conditions: { endsAtMs: 1_790_000_000_000 } })).toBe('ended');
  expect(why({ conditions: { stores: ['s2'] } })).toBe('wrong_store');
  expect(why({ conditions: { sources: ['delivery'] } })).toBe('wrong_source');
  expect(why({ conditions: { weekdays: [6, 7] } })).toBe('wrong_weekday');
  expect(why({ conditions: { windows: [{ fromMinute: 1320, toMinute: 60 }] } })).toBe('wrong_time');
  expect(why({ conditions: { customers: ['someone'] } })).toBe('wrong_customer');
  expect(why({ conditions: { tiers: ['gold'] } })).toBe('wrong_tier');
  expect(why({ conditions: { tags: ['student'] } })).toBe('missing_tag');
  expect(why({ conditions: { cards: ['stored_value'] } })).toBe('wrong_card');
  expect(why({ conditions: { member: true } })).toBe('not_member');
  expect(why({ conditions: { firstPurchase: true } })).toBe('not_first_purchase');
  expect(why({ caps: { perCustomer: 1 } }, { guest: { customerId: null } })).toBe('customer_unknown');
  expect(why({ caps: { perCustomer: 1 } }, { guest: { usage: { c: { customer: 1, period: 0 } } } })).toBe(
    'cap_of_customer',
  );
  expect(why({ caps: { perPeriod: 2 } }, { guest: { usage: { c: { customer: 9, period: 2 } } } })).toBe(
    'cap_of_period',
  );
});

test('a coupon that this cart does not reach says how much is missing', () => {
  expect(why({ scope: { skus: ['latte'] }, benefit: { ...cash, level: 'line' } })).toBe('no_matching_item');
  expect(why({ conditions: { minQuantity: 5 } })).toBe('quantity_short short 2');
  expect(why({ conditions: { minAmountMinor: 3500 } })).toBe('amount_short shortMinor 500');
  expect(why({ benefit: { kind: 'threshold', level: 'order', everyMinor: 4000, offMinor: 100 } })).toBe(
    'amount_short shortMinor 1000',
  );
  expect(why({ benefit: { kind: 'delivery', offBps: 10_000 } })).toBe('takes_nothing_off');
});

test('a coupon that others are better than names the one in its way', () => {
  expect(why({ group: 'g' }, { others: [other({ group: 'g' })] })).toBe('group_taken because other');
  expect(why({ excludes: ['other'] }, { others: [other({})] })).toBe('excluded because other');
  expect(why({ exclusive: true }, { others: [other({})] })).toBe('applies_alone because other');
  const lineOff = other({ benefit: { ...cash, level: 'line', amountMinor: 900 } });
  expect(why({ conditions: { minAmountMinor: 2500 } }, { others: [lineOff] })).toBe(
    'amount_short_after_discounts shortMinor 400',
  );
  expect(why({}, { others: [other({ benefit: { ...cash, amountMinor: 9000 } })] })).toBe('not_better');
});

test('a coupon says when it is not good now, unknown or one too many', () => {
  const held = (more: object): Partial<Guest> => ({ coupons: [{ couponId: 'k', promotionId: 'c', ...more }] });
  expect(why({}, { guest: held({ validFromMs: 1_790_000_000_001 }) })).toBe('coupon_not_yet_valid');
  expect(why({}, { guest: held({ expiresAtMs: 1_790_000_000_000 }) })).toBe('coupon_expired');
  expect(why({}, { guest: held({ promotionId: 'gone' }) })).toBe('unknown_promotion');
  expect(why({ trigger: 'automatic' })).toBe('unknown_promotion');
  expect(why({}, { guest: { coupons: [...guestWith('c').coupons, { couponId: 'k', promotionId: 'c' }] } })).toBe(
    'cap_in_order atMost 1',
  );
});

test('a guest without coupons is told nothing', () => {
  expect(priceCase({ rules: rulesOf(), cart: cartOf('cake 1'), guest: STRANGER }).unused).toEqual([]);
});

test('a deal says how many units it lacks', () => {
  expect(why({ benefit: { kind: 'nth_item', nth: 5, offBps: 5000 } })).toBe('quantity_short short 2');
  const tea = { skus: ['tea'] };
  const cake = { skus: ['cake'] };
  expect(why({ scope: cake, benefit: { kind: 'buy_get', buy: 2, get: 1, offBps: 100, getScope: tea } })).toBe(
    'quantity_short short 1',
  );
  expect(why({ scope: tea, benefit: { kind: 'buy_get', buy: 2, get: 1, offBps: 100, getScope: tea } })).toBe(
    'quantity_short short 1',
  );
  const parts = [
    { scope: tea, quantity: 3 },
    { scope: {}, quantity: 3 },
  ];
  expect(why({ benefit: { kind: 'bundle', parts, priceMinor: 1 } })).toBe('quantity_short short 3');
  expect(why({ benefit: { kind: 'bundle', parts: [{ scope: tea, quantity: 2 }], priceMinor: 5000 } })).toBe(
    'takes_nothing_off',
  );
});

test('of several coupons of one kind, those that would take nothing more off are not called one too many', () => {
  const coupons = ['a', 'b', 'c'].map((couponId) => ({ couponId, promotionId: 'c' }));
  const exchange = { kind: 'exchange', priceMinor: 0 } as const;
  const terms = { scope: { skus: ['cake'] }, benefit: exchange, caps: { perOrder: 3 } };
  expect(why(terms, { guest: { coupons } })).toBe('not_better; not_better');
});

test('any live promotion can be asked why it is not used', () => {
  const rules = rulesOf(
    other({ promotionId: 'best', group: 'g' }),
    other({ promotionId: 'second', group: 'g', benefit: cash }),
    other({ promotionId: 'far', conditions: { minAmountMinor: 9000 } }),
    other({ promotionId: 'held', trigger: 'coupon' }),
    other({ promotionId: 'old', trigger: 'coupon' }),
  );
  const guest = { ...STRANGER, coupons: [{ couponId: 'k', promotionId: 'old', expiresAtMs: 1 }] };
  const answer = whyNot(ruleSetOf(rules), cartOf('cake 20'), guest);
  expect(answer).toEqual({
    ok: true,
    value: [
      { promotionId: 'far', code: 'amount_short', facts: { shortMinor: 7000 } },
      { promotionId: 'held', code: 'no_coupon', facts: {} },
      { promotionId: 'old', code: 'coupon_expired', facts: {} },
      { promotionId: 'second', code: 'group_taken', facts: { because: 'best' } },
    ],
  });
  expect(whyNot(ruleSetOf(rules), { ...cartOf('cake 20'), currency: 'USD' }, guest)).toMatchObject({
    refusal: { code: 'pricing_currency_foreign' },
  });
});
