import { beforeAll, describe, expect, test } from 'vitest';
import { isolationFaults, type IsolationCase } from '@shuke/testkit';
import { CONTENT, furnish, PHONE, receipt, RULE, sale, type Furniture } from './furnish.ts';
import { start } from './furnish-payment.ts';
import { openHouse, openTenant, send, type Tenant } from './house.ts';

const house = openHouse();
let mine: Tenant;
let theirs: Tenant;
let things: Furniture;
let own: Furniture;

beforeAll(async () => {
  mine = await openTenant(house);
  theirs = await openTenant(house);
  [own, things] = [await furnish(house, mine), await furnish(house, theirs)];
});

const SALES_BOARDS = ['overview', 'daily', 'sources', 'hours', 'stores', 'products', 'classes', 'concentration'];
const GUEST_BOARDS = ['returning', 'cohorts', 'next-visits', 'members', 'change', 'hot-elsewhere'];
const INSIGHTS = [...SALES_BOARDS, ...GUEST_BOARDS];

/** Routes of places and people, each with an id of the other merchant in its address or its body. */
function merchantCases({ storeId }: Tenant, { brandId, regionId, staffId, keyId }: Furniture): IsolationCase[] {
  const person = { displayName: 'Spy', role: 'cashier', signInName: 'spy-of-the-shop' };
  return [
    { route: 'PATCH /v1/stores/{storeId}', params: { storeId }, body: { name: 'Taken over' } },
    { route: 'PATCH /v1/stores/{storeId}', params: { storeId }, body: { brandId, regionId } },
    { route: 'GET /v1/stores/{storeId}/terminals', params: { storeId } },
    { route: 'POST /v1/stores/{storeId}/terminals', params: { storeId }, body: { code: 'T9', name: 'Spy' } },
    { route: 'POST /v1/stores', body: { code: 'S9', name: 'In their brand', brandId } },
    { route: 'POST /v1/stores', body: { code: 'S8', name: 'In their region', regionId } },
    { route: 'POST /v1/staff', body: { ...person, storeId } },
    { route: 'PATCH /v1/staff/{staffId}', params: { staffId }, body: { displayName: 'Taken over', storeId } },
    { route: 'POST /v1/staff/{staffId}/one-time-password', params: { staffId } },
    { route: 'DELETE /v1/staff/{staffId}/sessions', params: { staffId } },
    { route: 'DELETE /v1/api-keys/{keyId}', params: { keyId } },
  ];
}

/** What a person may ask of what is held on them, to be erased last. */
function privacyCases({ leavingId }: Furniture): IsolationCase[] {
  const given = { params: { customerId: leavingId } };
  return [
    { route: 'POST /v1/customers/{customerId}/disclosures', ...given, body: { because: 'dispute' } },
    { route: 'POST /v1/customers/{customerId}/exports', ...given },
    { route: 'GET /v1/customers/{customerId}/accesses', ...given },
    { route: 'POST /v1/customers/{customerId}/erasures', ...given, body: { because: 'guest_asked' } },
  ];
}

/** Merging the free ones and un-merging the merged one, and what is known of the person. */
function personCases({ customerId, merges }: Furniture): IsolationCase[] {
  const [from, intoCustomerId, merged] = merges as [string, string, string];
  return [
    { route: 'GET /v1/customers/{customerId}/person', params: { customerId } },
    { route: 'GET /v1/customers/{customerId}/lifecycle', params: { customerId } },
    {
      route: 'POST /v1/customers/{customerId}/merges',
      params: { customerId: from },
      body: { intoCustomerId, because: 'guest_said' },
    },
    { route: 'POST /v1/customers/{customerId}/unmerges', params: { customerId: merged } },
  ];
}

function identityCases({ storeId }: Tenant, { proof: { verificationId, customerId } }: Furniture): IsolationCase[] {
  const given = { params: { customerId } };
  const identifier = { kind: 'member_no', value: 'ISOLATED' };
  return [
    { route: 'POST /v1/recognitions', body: { signals: [PHONE], storeId } },
    { route: 'GET /v1/customers/{customerId}/identifiers', ...given },
    { route: 'GET /v1/customers/{customerId}/member-code', ...given },
    { route: 'POST /v1/customers/{customerId}/identifiers', ...given, body: identifier },
    { route: 'POST /v1/customers/{customerId}/verifications', ...given, body: { phone: PHONE.value } },
    { route: 'POST /v1/verifications/{verificationId}/collection', params: { verificationId } },
    {
      route: 'POST /v1/verifications/{verificationId}/confirmation',
      params: { verificationId },
      body: { code: '000000' },
    },
    { route: 'POST /v1/customers/{customerId}/identifier-releases', ...given, body: PHONE },
  ];
}

function loopCases(one: Furniture): IsolationCase[] {
  const { customerId, templateId, orderId, productId, redemptionId, reservationId, holderId } = one;
  const [held, spent, onReceipt, seen] = one.codes as [string, string, string, string];
  const basket = { orderRef: 'I-2', basket: { total: '40.00' } };
  return [
    { route: 'GET /v1/customers/{customerId}', params: { customerId } },
    { route: 'GET /v1/customers/{customerId}/coupons', params: { customerId } },
    ...personCases(one),
    ...privacyCases(one),
    { route: 'GET /v1/ledger/holders/{holderId}/transfers', params: { holderId } },
    { route: 'GET /v1/products/{productId}', params: { productId } },
    { route: 'GET /v1/orders/{orderId}', params: { orderId } },
    { route: 'GET /v1/orders/{orderId}/settlement', params: { orderId } },
    { route: 'GET /v1/orders/{orderId}/postings', params: { orderId } },
    { route: 'GET /v1/orders', query: { customerId } },
    { route: 'POST /v1/orders', body: receipt('I-3', [onReceipt]) },
    { route: 'GET /v1/coupon-templates/{templateId}', params: { templateId } },
    { route: 'GET /v1/coupon-templates/{templateId}/report', params: { templateId } },
    { route: 'PATCH /v1/coupon-templates/{templateId}', params: { templateId }, body: { active: true } },
    { route: 'POST /v1/coupon-templates/{templateId}/coupons', params: { templateId }, body: { count: 1 } },
    {
      route: 'POST /v1/coupon-templates/{templateId}/coupons',
      params: { templateId },
      body: { customerIds: [customerId] },
    },
    { route: 'POST /v1/coupon-templates/{templateId}/claims', params: { templateId }, body: { customerId } },
    { route: 'GET /v1/coupons/{code}', params: { code: seen } },
    { route: 'POST /v1/coupons/{code}/reservations', params: { code: held }, body: { orderRef: 'I-1' } },
    { route: 'POST /v1/coupons/{code}/redemptions', params: { code: spent }, body: basket },
    { route: 'DELETE /v1/coupon-reservations/{reservationId}', params: { reservationId } },
    {
      route: 'POST /v1/coupon-redemptions/{redemptionId}/reversals',
      params: { redemptionId },
      body: { reason: 'none' },
    },
  ];
}

function planCases({ plans, imports }: Furniture): IsolationCase[] {
  return [
    { route: 'GET /v1/plans/{planId}', params: { planId: plans.issued } },
    { route: 'GET /v1/plans/{planId}/choices', params: { planId: plans.issued } },
    { route: 'GET /v1/plans/{planId}/report', params: { planId: plans.issued } },
    { route: 'POST /v1/plans/{planId}/approval', params: { planId: plans.draft } },
    { route: 'POST /v1/plans/{planId}/issue', params: { planId: plans.approved } },
    { route: 'DELETE /v1/plans/{planId}', params: { planId: plans.spare } },
    { route: 'GET /v1/imports/{importId}', params: { importId: imports.uploaded } },
    { route: 'GET /v1/imports/{importId}/rejects', params: { importId: imports.uploaded } },
    { route: 'POST /v1/imports/{importId}/preview', params: { importId: imports.uploaded }, body: { preset: 'shuke' } },
    { route: 'POST /v1/imports/{importId}/start', params: { importId: imports.spare }, body: { preset: 'shuke' } },
  ];
}

const promotionCases = ({ promotions: { draft, live } }: Furniture): IsolationCase[] => [
  { route: 'GET /v1/promotions/{promotionId}', params: { promotionId: draft } },
  { route: 'GET /v1/promotions/{promotionId}/versions', params: { promotionId: live } },
  { route: 'POST /v1/promotions/{promotionId}/versions', params: { promotionId: live }, body: { rule: RULE } },
  { route: 'PUT /v1/promotions/{promotionId}/status', params: { promotionId: live }, body: { status: 'paused' } },
  { route: 'POST /v1/promotions', body: { name: 'Beside theirs', rule: { ...RULE, excludes: [live] } } },
];

function loyaltyCases({ customerId, storedCards: [cardId = '', other = ''] }: Furniture): IsolationCase[] {
  const money = { way: 'cash', storeCode: 'S1' };
  const [member, card] = ['/v1/customers/{customerId}', '/v1/stored-cards/{cardId}'];
  const given = { params: { customerId } };
  return [
    { route: `GET ${member}/membership`, ...given },
    { route: `POST ${member}/points-adjustments`, ...given, body: { points: 5, reason: 'none' } },
    { route: `POST ${member}/stamps`, ...given, body: { cardId: 'five', stamps: 1, reason: 'none' } },
    { route: `POST ${member}/stamp-turn-ins`, ...given, body: { cardId: 'five' } },
    { route: 'POST /v1/stored-cards', body: { customerId } },
    { route: `GET ${card}`, params: { cardId } },
    { route: `POST ${card}/top-ups`, params: { cardId }, body: { ...money, amount: '1.00' } },
    { route: `POST ${card}/balance-refunds`, params: { cardId: other }, body: money },
    { route: `POST ${card}/status`, params: { cardId: other }, body: { blocked: true } },
  ];
}

function tillCases({ bills, shiftId, paidOrderId: orderId, customerId }: Furniture): IsolationCase[] {
  const [seen, grown, changed, split, into, other, ended, paid] = bills;
  const lines = [{ sku: 'P1', quantity: '1' }];
  const on = (billId?: string) => ({ params: { billId: billId! } });
  const refund = { storeCode: 'S1', lines: [{ line: 1, quantity: '1' }], reason: 'none' };
  return [
    { route: 'POST /v1/quotes', body: { storeCode: 'S1', lines, customerId } },
    { route: 'POST /v1/checkouts', body: sale('I-20', { customerId }) },
    { route: 'POST /v1/checkouts', body: sale('I-21', { shiftId }) },
    { route: 'POST /v1/checkouts', body: sale('I-22', { bill: { billId: paid, version: 1 } }) },
    { route: 'POST /v1/orders/{orderId}/refunds', params: { orderId }, body: refund },
    { route: 'POST /v1/bills', body: { storeCode: 'S1', customerId } },
    { route: 'GET /v1/bills/{billId}', ...on(seen) },
    { route: 'POST /v1/bills/{billId}/quote', ...on(seen), body: {} },
    { route: 'POST /v1/bills/{billId}/lines', ...on(grown), body: { lines } },
    { route: 'PATCH /v1/bills/{billId}', ...on(changed), body: { version: 1, label: 'Taken over' } },
    { route: 'POST /v1/bills/{billId}/split', ...on(split), body: { version: 1, lines } },
    { route: 'POST /v1/bills/{billId}/merge', ...on(into), body: mergeOf(other) },
    { route: 'POST /v1/bills/{billId}/void', ...on(ended), body: { version: 1, reason: 'none' } },
    { route: 'GET /v1/shifts/{shiftId}', params: { shiftId } },
    { route: 'POST /v1/shifts/{shiftId}/closing', params: { shiftId }, body: { counted: '100.00' } },
  ];
}

function touchpointCases({ storeId }: Tenant, one: Furniture): IsolationCase[] {
  const { touchpointId, staffId, customerId } = one;
  const [kept, gone] = one.rules.map((ruleId) => ({ params: { ruleId } })) as [object, object];
  const person = { ...CONTENT, scope: 'person', scopeRef: customerId };
  return [
    ...['', '/funnel', '/sheets'].map((name) => ({ route: `GET /v1/touchpoints${name}`, query: { storeId } })),
    { route: 'GET /v1/footfall', query: { storeId } },
    { route: 'POST /v1/touchpoints', body: { kind: 'staff', label: 'Theirs', staffId } },
    { route: 'GET /v1/touchpoints/{touchpointId}', params: { touchpointId } },
    { route: 'PATCH /v1/touchpoints/{touchpointId}', params: { touchpointId }, body: { label: 'Taken over' } },
    { route: 'POST /v1/touchpoints/{touchpointId}/code-rotations', params: { touchpointId }, body: {} },
    { route: 'POST /v1/content-rules', body: person },
    { route: 'POST /v1/content-rules', body: { ...CONTENT, scope: 'store', scopeRef: storeId } },
    { route: 'PATCH /v1/content-rules/{ruleId}', ...kept, body: { priority: 1 } },
    { route: 'DELETE /v1/content-rules/{ruleId}', ...gone },
  ];
}

/** What is known of a person: what they agree to, notes, tags; and the card of the regular. */
function knowingCases({ storeId }: Tenant, { customerId, known }: Furniture): IsolationCase[] {
  const one = '/v1/customers/{customerId}';
  const of = (more: Readonly<Record<string, string>> = {}) => ({ params: { customerId, ...more } });
  const said = { purpose: 'marketing', channel: 'sms', source: 'till' };
  const { noteId, removedId, retractionId } = known;
  return [
    { route: `GET ${one}/consents`, ...of() },
    { route: `POST ${one}/consents`, ...of(), body: { ...said, wordingVersion: 0, language: 'en' } },
    { route: `POST ${one}/withdrawals`, ...of(), body: said },
    { route: `GET ${one}/notes`, ...of() },
    { route: `POST ${one}/notes`, ...of(), body: { kind: 'seat', text: 'Theirs' } },
    { route: `POST ${one}/notes/{noteId}/restoration`, ...of({ noteId: removedId }) },
    { route: `DELETE ${one}/notes/{noteId}`, ...of({ noteId }) },
    { route: `GET ${one}/profile`, ...of() },
    { route: `PATCH ${one}/profile`, ...of(), body: { name: 'Taken over' } },
    { route: `GET ${one}/tags`, ...of() },
    { route: `GET ${one}/tag-suggestions`, ...of() },
    { route: `POST ${one}/tags`, ...of(), body: { dimension: 'avoidance', value: 'ice' } },
    { route: `POST ${one}/tag-retractions/{retractionId}/restoration`, ...of({ retractionId }) },
    { route: `DELETE ${one}/tags/{dimension}/{value}`, ...of({ dimension: 'avoidance', value: 'cilantro' }) },
    { route: 'POST /v1/regular-cards', body: { customerId, storeId } },
  ];
}

const insightCases = ({ storeId }: Tenant, { rankingId }: Furniture): IsolationCase[] => [
  ...[...INSIGHTS, 'customers', 'core'].map((name) => ({ route: `GET /v1/insight/${name}`, query: { storeId } })),
  { route: 'GET /v1/insight/hot-elsewhere', query: { rankingId } },
  { route: 'GET /v1/insight/stores/{storeId}/score', params: { storeId } },
];

/** A saved audience, removed last. */
function audienceCases({ audienceId }: Furniture): IsolationCase[] {
  const one = { params: { audienceId } };
  return [
    { route: 'GET /v1/audiences/{audienceId}', ...one },
    { route: 'GET /v1/audiences/{audienceId}/members', ...one },
    { route: 'POST /v1/audiences/{audienceId}/refreshes', ...one },
    { route: 'POST /v1/audiences/{audienceId}/exports', ...one, body: { purpose: 'marketing', channel: 'sms' } },
    { route: 'PATCH /v1/audiences/{audienceId}', ...one, body: { version: 1, name: 'Taken over' } },
    { route: 'DELETE /v1/audiences/{audienceId}', ...one },
  ];
}

const mergeOf = (billId?: string): object => ({ version: 1, bills: [{ billId, version: 1 }] });

/** What names things of mine and of theirs at once, which no owner could be served: with the code of the refusal. */
const mixedCalls = (): [string, object, string][] => [
  ['/g/v1/claims', { code: own.touchpointCode, ruleId: things.rules[0] }, 'content_not_found'],
  ['/g/v1/reactions', { code: own.touchpointCode, ruleId: things.rules[0], reaction: 'click' }, 'content_not_found'],
  [`/v1/coupon-templates/${own.templateId}/coupons`, { customerIds: [things.customerId] }, 'customer_not_found'],
  [`/v1/coupon-templates/${own.templateId}/claims`, { customerId: things.customerId }, 'customer_not_found'],
  ['/v1/plans', { name: 'Mixed', budget: '50.00', offers: [own.templateId, things.templateId] }, 'offer_not_active'],
  [`/v1/bills/${own.bills[0]}/merge`, mergeOf(things.bills[0]), 'bill_not_found'],
  // Everybody signs in at the mini program that they name, and at nothing else that has an account.
  ['/v1/mini-program/sessions', { accountId: things.payment.accountId, code: '0a' }, 'mini_program_account_not_found'],
  ['/v1/orders', receipt('I-9', [own.codes[0]!, things.codes[0]!]), 'coupon_not_found'],
];

/** Orders of platforms, vouchers and tickets: each step has an order of its own. */
function channelCases({ orderId, channel }: Furniture): IsolationCase[] {
  const [seen, accepted, rejected] = channel.orderIds as [string, string, string];
  const { accountId, refundId: channelRefundId, consumptionId, jobId } = channel;
  const one = '/v1/channel-orders/{channelOrderId}';
  const voucher = '/v1/vouchers/consumptions/{consumptionId}';
  return [
    { route: 'PATCH /v1/channel-accounts/{accountId}', params: { accountId }, body: { autoAccept: false } },
    { route: `GET ${one}`, params: { channelOrderId: seen } },
    { route: `POST ${one}/acceptance`, params: { channelOrderId: accepted } },
    { route: `POST ${one}/readiness`, params: { channelOrderId: accepted } },
    { route: `POST ${one}/rejection`, params: { channelOrderId: rejected }, body: { reason: 'sold out' } },
    {
      route: 'POST /v1/channel-refunds/{channelRefundId}/decision',
      params: { channelRefundId },
      body: { agree: false },
    },
    { route: `GET ${voucher}`, params: { consumptionId } },
    { route: `POST ${voucher}/cancellation`, params: { consumptionId } },
    { route: 'GET /v1/orders/{orderId}/receipt', params: { orderId } },
    { route: 'GET /v1/orders/{orderId}/kitchen-ticket', params: { orderId } },
    { route: 'POST /v1/print-jobs/{jobId}/acknowledgement', params: { jobId } },
  ];
}

/** Payments through a provider, what goes back of them, and what its bill has otherwise. */
function paymentCases({ payment }: Furniture): IsolationCase[] {
  const { accountId, paymentId, refundId, differenceId, day } = payment;
  const one = { params: { paymentId } };
  const resolve = '/v1/payment-differences/{differenceId}/resolution';
  return [
    { route: 'PATCH /v1/payment-accounts/{accountId}', params: { accountId }, body: { name: 'Renamed' } },
    { route: 'GET /v1/payments/{paymentId}', ...one },
    { route: 'POST /v1/payments/{paymentId}/cancellation', ...one },
    { route: 'POST /v1/payments', body: start('I-P', accountId) },
    { route: 'POST /v1/payment-refunds/{refundId}/retry', params: { refundId } },
    { route: 'POST /v1/payment-reconciliations', body: { accountId, day } },
    { route: `POST ${resolve}`, params: { differenceId }, body: { action: 'note', note: 'agreed' } },
  ];
}

/** What a guest's phone can name, tried with the phone of a guest of the other merchant. */
function miniProgramCases({ miniProgram }: Furniture): IsolationCase[] {
  const { accountId, orderId, paymentId, guest } = miniProgram;
  const signedIn = { intruder: own.miniProgram.guest, owner: guest };
  return [
    { route: 'PATCH /v1/mini-programs/{accountId}', params: { accountId }, body: { name: 'Renamed' } },
    { route: 'GET /v1/mini-program/orders/{orderId}', params: { orderId }, signedIn },
    { route: 'GET /v1/mini-program/payments/{paymentId}', params: { paymentId }, signedIn },
  ];
}

const casesOf = (tenant: Tenant, one: Furniture): IsolationCase[] => [
  ...merchantCases(tenant, one),
  ...identityCases(tenant, one),
  ...loopCases(one),
  ...knowingCases(tenant, one),
  ...tillCases(one),
  ...planCases(one),
  ...loyaltyCases(one),
  ...promotionCases(one),
  ...insightCases(tenant, one),
  ...audienceCases(one),
  ...touchpointCases(tenant, one),
  ...channelCases(one),
  ...paymentCases(one),
  ...miniProgramCases(one),
];

interface Described {
  'x-access': string;
  parameters?: { name: string; in: string; schema: { format?: string } }[];
  requestBody?: { content: Record<string, { schema: object }> };
}

/** The routes that take an id anywhere, read from the published description; where a page goes on is no id of a thing. */
async function routesThatTakeIds(): Promise<string[]> {
  const { body } = await send(house, '/openapi.json');
  const paths = body.paths as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters = [], requestBody }]) => {
        const named = parameters.filter((one) => one.in === 'path' || (one.in === 'query' && one.name !== 'after'));
        const hasId = named.some((one) => one.in === 'path' || one.schema.format === 'uuid');
        return hasId || JSON.stringify(requestBody ?? '').includes('"format":"uuid"');
      })
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
}

describe('what belongs to another merchant', () => {
  test('has a case for every route that can name it, be it in the address, the query or the body', async () => {
    const mixed = mixedCalls().map(([url]) => `POST ${url}`);
    const tried = new Set([...casesOf(theirs, things).map(({ route }) => route), ...mixed]);
    expect((await routesThatTakeIds()).filter((route) => !tried.has(route))).toEqual([]);
  });

  test('is forbidden or not found on every route that could name it, and served to its owner', async () => {
    const cases = casesOf(theirs, things);
    expect(await isolationFaults(house.app, { cases, intruder: mine.key, owner: theirs.key })).toEqual([]);
  });

  test('cannot be mixed into what is mine', async () => {
    for (const [url, body, code] of mixedCalls()) {
      const answer = await send(house, url, { method: 'POST', headers: mine.key, body });
      expect([url, answer.body.code]).toEqual([url, code]);
    }
  });

  test('does not show in any list, nor in any figure', async () => {
    const { body } = await send(house, '/openapi.json');
    const urls = Object.entries(body.paths as Record<string, Record<string, Described>>)
      .filter(([path, { get }]) => get && get['x-access'] !== 'signed_in' && !path.includes('{'))
      .map(([path, { get }]) => ({ path, headers: get!['x-access'] === 'guest' ? own.miniProgram.guest : mine.key }));
    expect(urls.length).toBeGreaterThan(20);
    const foreign = JSON.stringify([theirs, things]).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(foreign.length).toBeGreaterThan(15);
    for (const { path, headers } of urls) {
      const url = path === '/v1/mini-program/menu' ? `${path}?storeCode=S1` : path;
      const { status, text } = await send(house, url, { headers });
      expect([url, status]).toEqual([url, 200]);
      for (const id of foreign) expect(text, url).not.toContain(id);
    }
  });
});
