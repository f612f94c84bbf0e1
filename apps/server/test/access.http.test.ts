import { beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, STAFF_ROLES, type Role, type Scope } from '@shuke/contract';
import { systemCtx } from '@shuke/db';
import { must, newId } from '@shuke/kernel';
import { addStaff, createAgency } from '@shuke/merchant';
import { allRoutes } from '../routes.ts';
import { furnish } from './furnish.ts';
import {
  type Answer,
  firstSignIn,
  granted,
  type Headers,
  keyOf,
  newName,
  openHouse,
  openTenant,
  send,
  type Sent,
  type Tenant,
} from './house.ts';

// Who may call what, written down a second time: a route or a role that is opened or closed by mistake differs from it.
// Owner, Agency, Marketer, Cashier, Guide, Brand owner.
const TABLE = `
  POST   /v1/sessions                                    public          everybody
  GET    /v1/sessions/current                            signed_in       OAMCGB
  PUT    /v1/sessions/current/password                   signed_in       OAMCGB
  DELETE /v1/staff/:staffId/sessions                     signed_in       O·····
  GET    /v1/agency/merchants                            signed_in       ·A····
  POST   /v1/agency/merchants                            signed_in       ·A····
  GET    /v1/merchant                                    merchant:read   OAMCG·
  PATCH  /v1/merchant                                    merchant:write  OA····
  GET    /v1/stores                                      merchant:read   OAMCG·
  POST   /v1/stores                                      merchant:write  OA····
  PATCH  /v1/stores/:storeId                             merchant:write  OA····
  GET    /v1/stores/:storeId/terminals                   merchant:read   OAMCG·
  POST   /v1/stores/:storeId/terminals                   merchant:write  OA····
  GET    /v1/brands                                      merchant:read   OAMCG·
  POST   /v1/brands                                      merchant:write  OA····
  GET    /v1/regions                                     merchant:read   OAMCG·
  POST   /v1/regions                                     merchant:write  OA····
  GET    /v1/staff                                       staff:write     O·····
  POST   /v1/staff                                       staff:write     O·····
  PATCH  /v1/staff/:staffId                              staff:write     O·····
  POST   /v1/staff/:staffId/one-time-password            staff:write     O·····
  GET    /v1/api-keys                                    staff:write     O·····
  POST   /v1/api-keys                                    staff:write     O·····
  DELETE /v1/api-keys/:keyId                             staff:write     O·····
  GET    /v1/events                                      event:read      OAM···
  GET    /v1/audit                                       audit:read      O·····
  GET    /v1/audit/head                                  audit:read      O·····
  POST   /v1/customers                                   customer:write  OAM·G·
  POST   /v1/customers/lookups                           customer:read   OAMCG·
  GET    /v1/customers/:customerId                       customer:read   OAMCG·
  POST   /v1/customers/:customerId/merges                customer:merge  OAM···
  POST   /v1/customers/:customerId/unmerges              customer:merge  OAM···
  GET    /v1/customers/:customerId/person                customer:read   OAMCG·
  GET    /v1/customer-duplicates                         customer:merge  OAM···
  GET    /v1/customers/:customerId/lifecycle             customer:read   OAMCG·
  POST   /v1/customers/:customerId/disclosures           privacy:write   O·····
  POST   /v1/customers/:customerId/exports               privacy:write   O·····
  POST   /v1/customers/:customerId/erasures              privacy:write   O·····
  GET    /v1/customers/:customerId/accesses              audit:read      O·····
  POST   /v1/recognitions                                customer:serve  OAMCG·
  GET    /v1/recognition-setting                         customer:read   OAMCG·
  PUT    /v1/recognition-setting                         merchant:write  OA····
  GET    /v1/identity-incidents                          customer:read   OAMCG·
  GET    /v1/customers/:customerId/identifiers           customer:read   OAMCG·
  POST   /v1/customers/:customerId/identifiers           customer:serve  OAMCG·
  POST   /v1/customers/:customerId/identifier-releases   customer:write  OAM·G·
  POST   /v1/customers/:customerId/verifications         customer:serve  OAMCG·
  POST   /v1/verifications/:verificationId/collection    customer:verify O·····
  POST   /v1/verifications/:verificationId/confirmation  customer:serve  OAMCG·
  GET    /v1/customers/:customerId/member-code           customer:verify O·····
  GET    /v1/customers/:customerId/consents              consent:read    OAMCG·
  POST   /v1/customers/:customerId/consents              consent:write   OAMCG·
  POST   /v1/customers/:customerId/withdrawals           consent:write   OAMCG·
  GET    /v1/consent-wordings                            consent:read    OAMCG·
  PUT    /v1/consent-wordings                            merchant:write  OA····
  GET    /v1/customers/:customerId/notes                 customer:serve  OAMCG·
  POST   /v1/customers/:customerId/notes                 customer:serve  OAMCG·
  POST   /v1/customers/:customerId/notes/:noteId/restoration customer:serve OAMCG·
  DELETE /v1/customers/:customerId/notes/:noteId         customer:serve  OAMCG·
  GET    /v1/customers/:customerId/profile               customer:serve  OAMCG·
  PATCH  /v1/customers/:customerId/profile               customer:serve  OAMCG·
  GET    /v1/customers/:customerId/tags                  customer:serve  OAMCG·
  POST   /v1/customers/:customerId/tags                  customer:serve  OAMCG·
  GET    /v1/customers/:customerId/tag-suggestions       customer:serve  OAMCG·
  DELETE /v1/customers/:customerId/tags/:dimension/:value customer:serve OAMCG·
  POST   /v1/customers/:customerId/tag-retractions/:retractionId/restoration customer:serve OAMCG·
  GET    /v1/tag-lexicon                                 customer:serve  OAMCG·
  PUT    /v1/tag-lexicon                                 merchant:write  OA····
  POST   /v1/regular-cards                               customer:serve  OAMCG·
  GET    /v1/customers/:customerId/coupons               coupon:read     OAMCG·
  GET    /v1/products                                    catalog:read    OAMCG·
  GET    /v1/products/:productId                         catalog:read    OAMCG·
  GET    /v1/prices                                      catalog:read    OAMCG·
  PUT    /v1/prices                                      catalog:write   OAM···
  GET    /v1/stock                                       catalog:read    OAMCG·
  PUT    /v1/stock                                       stock:write     OAMC··
  POST   /v1/stock/adjustments                           stock:write     OAMC··
  GET    /v1/promotions                                  promotion:read  OAMCG·
  POST   /v1/promotions                                  promotion:write OAM···
  GET    /v1/promotions/:promotionId                     promotion:read  OAMCG·
  GET    /v1/promotions/:promotionId/versions            promotion:read  OAMCG·
  POST   /v1/promotions/:promotionId/versions            promotion:write OAM···
  PUT    /v1/promotions/:promotionId/status              promotion:write OAM···
  POST   /v1/orders                                      order:write     O··C··
  GET    /v1/orders                                      order:read      OAMCG·
  GET    /v1/orders/:orderId                             order:read      OAMCG·
  GET    /v1/orders/:orderId/settlement                  order:read      OAMCG·
  GET    /v1/orders/:orderId/postings                    ledger:read     O·····
  POST   /v1/quotes                                      order:read      OAMCG·
  POST   /v1/checkouts                                   order:write     O··C··
  POST   /v1/orders/:orderId/refunds                     order:write     O··C··
  GET    /v1/bills                                       order:read      OAMCG·
  POST   /v1/bills                                       order:write     O··C··
  GET    /v1/bills/:billId                               order:read      OAMCG·
  PATCH  /v1/bills/:billId                               order:write     O··C··
  POST   /v1/bills/:billId/lines                         order:write     O··C··
  POST   /v1/bills/:billId/quote                         order:read      OAMCG·
  POST   /v1/bills/:billId/split                         order:write     O··C··
  POST   /v1/bills/:billId/merge                         order:write     O··C··
  POST   /v1/bills/:billId/void                          order:write     O··C··
  GET    /v1/shifts                                      order:read      OAMCG·
  POST   /v1/shifts                                      order:write     O··C··
  GET    /v1/shifts/:shiftId                             order:read      OAMCG·
  POST   /v1/shifts/:shiftId/closing                     order:write     O··C··
  GET    /v1/touchpoints/funnel                          touchpoint:read OAM···
  GET    /v1/touchpoints/refusals                        touchpoint:read OAM···
  GET    /v1/touchpoints/sheets                          touchpoint:read OAM···
  GET    /v1/touchpoints                                 touchpoint:read OAM···
  POST   /v1/touchpoints                                 touchpoint:write OAM···
  POST   /v1/touchpoints/batches                         touchpoint:write OAM···
  GET    /v1/touchpoints/:touchpointId                   touchpoint:read OAM···
  PATCH  /v1/touchpoints/:touchpointId                   touchpoint:write OAM···
  POST   /v1/touchpoints/:touchpointId/code-rotations    touchpoint:write OAM···
  GET    /v1/content-rules                               touchpoint:read OAM···
  POST   /v1/content-rules                               touchpoint:write OAM···
  PATCH  /v1/content-rules/:ruleId                       touchpoint:write OAM···
  DELETE /v1/content-rules/:ruleId                       touchpoint:write OAM···
  GET    /v1/footfall                                    touchpoint:read OAM···
  POST   /v1/footfall                                    touchpoint:write OAM···
  POST   /v1/footfall/sightings                          touchpoint:write OAM···
  GET    /v1/coupon-templates                            coupon:read     OAMCG·
  POST   /v1/coupon-templates                            coupon:write    OAM···
  GET    /v1/coupon-templates/:templateId                coupon:read     OAMCG·
  PATCH  /v1/coupon-templates/:templateId                coupon:write    OAM···
  POST   /v1/coupon-templates/:templateId/coupons        coupon:write    OAM···
  POST   /v1/coupon-templates/:templateId/claims         coupon:claim    OAMCG·
  GET    /v1/coupon-templates/:templateId/report         decision:read   OAM···
  GET    /v1/coupons/:code                               coupon:read     OAMCG·
  POST   /v1/coupons/:code/reservations                  coupon:redeem   OAMC··
  DELETE /v1/coupon-reservations/:reservationId          coupon:redeem   OAMC··
  POST   /v1/coupons/:code/redemptions                   coupon:redeem   OAMC··
  POST   /v1/coupon-redemptions/:redemptionId/reversals  coupon:redeem   OAMC··
  GET    /v1/orders/:orderId/receipt                     order:read      OAMCG·
  GET    /v1/orders/:orderId/kitchen-ticket              order:read      OAMCG·
  POST   /v1/print-jobs/claims                           order:write     O··C··
  POST   /v1/print-jobs/:jobId/acknowledgement           order:write     O··C··
  POST   /v1/payments                                    payment:take    O··C··
  GET    /v1/payments/:paymentId                         payment:take    O··C··
  POST   /v1/payments/:paymentId/cancellation            payment:take    O··C··
  GET    /v1/payment-accounts                            payment:write   O·····
  POST   /v1/payment-accounts                            payment:write   O·····
  PATCH  /v1/payment-accounts/:accountId                 payment:write   O·····
  GET    /v1/payment-refunds/failed                      payment:read    O·····
  POST   /v1/payment-refunds/:refundId/retry             payment:write   O·····
  POST   /v1/payment-reconciliations                     payment:write   O·····
  GET    /v1/payment-alerts                              payment:read    O·····
  GET    /v1/payment-differences                         payment:read    O·····
  POST   /v1/payment-differences/:differenceId/resolution payment:write  O·····
  POST   /v1/mini-program/sessions                       public          everybody
  DELETE /v1/mini-program/sessions/current               guest           ······
  GET    /v1/mini-program/me                             guest           ······
  POST   /v1/mini-program/phone                          guest           ······
  GET    /v1/mini-program/stores                         guest           ······
  GET    /v1/mini-program/menu                           guest           ······
  POST   /v1/mini-program/quotes                         guest           ······
  POST   /v1/mini-program/orders                         guest           ······
  GET    /v1/mini-program/orders                         guest           ······
  GET    /v1/mini-program/orders/:orderId                guest           ······
  GET    /v1/mini-program/payments/:paymentId            guest           ······
  GET    /v1/mini-program/coupons                        guest           ······
  GET    /v1/mini-program/points                         guest           ······
  GET    /v1/mini-programs                               channel:write   O·····
  POST   /v1/mini-programs                               channel:write   O·····
  PATCH  /v1/mini-programs/:accountId                    channel:write   O·····
  GET    /v1/channel-accounts                            channel:write   O·····
  POST   /v1/channel-accounts                            channel:write   O·····
  PATCH  /v1/channel-accounts/:accountId                 channel:write   O·····
  GET    /v1/channel-orders                              channel:read    OAMC··
  GET    /v1/channel-orders/:channelOrderId              channel:serve   O··C··
  POST   /v1/channel-orders/:channelOrderId/acceptance   channel:serve   O··C··
  POST   /v1/channel-orders/:channelOrderId/readiness    channel:serve   O··C··
  POST   /v1/channel-orders/:channelOrderId/rejection    channel:serve   O··C··
  POST   /v1/channel-refunds/:channelRefundId/decision   channel:serve   O··C··
  GET    /v1/channels/unmatched                          channel:read    OAMC··
  PUT    /v1/channels/links                              catalog:write   OAM···
  POST   /v1/vouchers/preparations                       channel:serve   O··C··
  POST   /v1/vouchers/consumptions                       channel:serve   O··C··
  GET    /v1/vouchers/consumptions/:consumptionId        channel:serve   O··C··
  POST   /v1/vouchers/consumptions/:consumptionId/cancellation channel:serve O··C··
  GET    /v1/loyalty/programme                           loyalty:read    OAMCG·
  PUT    /v1/loyalty/programme                           loyalty:write   OAM···
  GET    /v1/loyalty/tiers                               loyalty:read    OAMCG·
  GET    /v1/customers/:customerId/membership            loyalty:read    OAMCG·
  POST   /v1/customers/:customerId/points-adjustments    loyalty:write   OAM···
  POST   /v1/customers/:customerId/stamps                loyalty:write   OAM···
  POST   /v1/customers/:customerId/stamp-turn-ins        loyalty:serve   O··C··
  POST   /v1/stored-cards                                loyalty:serve   O··C··
  POST   /v1/stored-cards/lookups                        loyalty:serve   O··C··
  GET    /v1/stored-cards/:cardId                        loyalty:read    OAMCG·
  POST   /v1/stored-cards/:cardId/status                 loyalty:serve   O··C··
  POST   /v1/stored-cards/:cardId/top-ups                loyalty:serve   O··C··
  POST   /v1/stored-cards/:cardId/balance-refunds        loyalty:refund  O·····
  GET    /v1/insight/overview                            insight:read    OAM··B
  GET    /v1/insight/daily                               insight:read    OAM··B
  GET    /v1/insight/sources                             insight:read    OAM··B
  GET    /v1/insight/hours                               insight:read    OAM··B
  GET    /v1/insight/stores                              insight:read    OAM··B
  GET    /v1/insight/products                            insight:read    OAM··B
  GET    /v1/insight/classes                             insight:read    OAM··B
  GET    /v1/insight/concentration                       insight:read    OAM··B
  GET    /v1/insight/returning                           insight:read    OAM··B
  GET    /v1/insight/cohorts                             insight:read    OAM··B
  GET    /v1/insight/next-visits                         insight:read    OAM··B
  GET    /v1/insight/members                             insight:read    OAM··B
  GET    /v1/insight/change                              insight:read    OAM··B
  GET    /v1/insight/stores/:storeId/score               insight:read    OAM··B
  GET    /v1/insight/hot-elsewhere                       insight:read    OAM··B
  GET    /v1/insight/rankings                            insight:read    OAM··B
  POST   /v1/insight/rankings                            insight:write   OAM···
  GET    /v1/insight/customers                           customer:read   OAM···
  GET    /v1/insight/core                                customer:read   OAM···
  GET    /v1/ledger/liability                            ledger:read     O·····
  GET    /v1/ledger/clearing                             ledger:read     O·····
  GET    /v1/ledger/holders/:holderId/transfers          ledger:read     O·····
  GET    /v1/ledger/verification                         ledger:read     O·····
  GET    /v1/audience-rules/schema                       audience:read   OAM···
  POST   /v1/audience-rules/count                        audience:read   OAM···
  POST   /v1/likely-buyers                               insight:read    OAM··B
  GET    /v1/audiences                                   audience:read   OAM···
  GET    /v1/audiences/:audienceId                       audience:read   OAM···
  GET    /v1/audiences/:audienceId/members               audience:read   OAM···
  POST   /v1/audiences                                   audience:write  OAM···
  PATCH  /v1/audiences/:audienceId                       audience:write  OAM···
  DELETE /v1/audiences/:audienceId                       audience:write  OAM···
  POST   /v1/audiences/:audienceId/refreshes             audience:write  OAM···
  POST   /v1/audiences/:audienceId/exports               audience:export OAM···
  GET    /v1/plans                                       decision:read   OAM···
  POST   /v1/plans                                       decision:write  OAM···
  GET    /v1/plans/:planId                               decision:read   OAM···
  GET    /v1/plans/:planId/choices                       decision:read   OAM···
  GET    /v1/plans/:planId/report                        decision:read   OAM···
  POST   /v1/plans/:planId/approval                      decision:write  OAM···
  POST   /v1/plans/:planId/issue                         decision:write  OAM···
  DELETE /v1/plans/:planId                               decision:write  OAM···
  GET    /v1/import-presets                              import:read     OAM···
  GET    /v1/imports                                     import:read     OAM···
  POST   /v1/imports                                     import:write    OAM···
  GET    /v1/imports/:importId                           import:read     OAM···
  GET    /v1/imports/:importId/rejects                   import:read     OAM···
  POST   /v1/imports/:importId/preview                   import:write    OAM···
  POST   /v1/imports/:importId/start                     import:write    OAM···
  DELETE /v1/sessions/current                            signed_in       OAMCGB
`;

interface Row {
  readonly method: NonNullable<Sent['method']>;
  readonly url: string;
  readonly access: string;
  readonly who: string;
}

const ROWS = TABLE.trim()
  .split('\n')
  .map((line): Row => {
    const [method, url, access, who] = line.trim().split(/\s+/) as [NonNullable<Row['method']>, string, string, string];
    return { method, url, access, who };
  });
const GUESTS = ROWS.filter(({ access }) => access === 'guest');
const GUARDED = ROWS.filter(({ access }) => access !== 'public' && access !== 'guest');
const SCOPED = GUARDED.filter(({ access }) => access !== 'signed_in');
// Both the sums and the people are needed for a list of people by what they spend.
const ALSO_INSIGHT = new Set(['/v1/insight/customers', '/v1/insight/core']);
const LETTERS: Readonly<Record<Role, string>> = {
  owner: 'O',
  agency: 'A',
  marketer: 'M',
  cashier: 'C',
  guide: 'G',
  brand_owner: 'B',
};

const house = openHouse();
let tenant: Tenant;
beforeAll(async () => {
  tenant = await openTenant(house);
});

/** What must be sent for a route to say whether one may call it, or to do nothing else. */
const BODIES: Readonly<Record<string, () => object | string>> = {
  '/v1/imports': () => '',
  '/v1/agency/merchants': () => ({ name: 'Shop', owner: { signInName: newName('boss'), displayName: 'Boss' } }),
};

/** Calls a route with ids of nothing and an empty body: whoever may call it is told so, and nothing happens. */
function call({ method, url }: Row, headers?: Headers): Promise<Answer> {
  const filled = url.replace(':code', 'AAAABBBBCCCC').replaceAll(/:\w+/g, () => newId());
  const body = BODIES[url]?.() ?? {};
  return send(house, filled, {
    method,
    ...(headers ? { headers } : {}),
    ...(method === 'GET' || method === 'DELETE' ? {} : { body }),
  });
}

async function expectOnly(rows: readonly Row[], headers: Headers, mayCall: (row: Row) => boolean): Promise<void> {
  for (const row of rows) {
    const { status, body } = await call(row, headers);
    const label = `${row.method} ${row.url} answers ${status} ${body.code ?? ''}`;
    if (mayCall(row)) expect([401, 403], label).not.toContain(status);
    else expect([status, body.code], label).toEqual([403, 'forbidden']);
    if (!mayCall(row) && row.access !== 'signed_in' && !ALSO_INSIGHT.has(row.url)) {
      expect(body.facts, label).toEqual({ needs: row.access });
    }
  }
}

/** Somebody of a role, signed in with a password of their own, acting for the tenant. */
async function personOf(role: Role): Promise<{ signInName: string; oneTimePassword: string; more: Headers }> {
  const signInName = newName(role);
  if (role === 'agency') {
    const staff = { signInName, displayName: 'Agent' };
    const agency = granted(await createAgency(house.services, { name: 'Agency', staff }));
    const { merchantId } = await openTenant(house, agency.agencyId);
    return { signInName, oneTimePassword: agency.oneTimePassword, more: { 'shuke-merchant': merchantId } };
  }
  const ctx = systemCtx(house.services, tenant.merchantId);
  const added = granted(await addStaff(ctx, { signInName, displayName: 'A person', role }));
  return { signInName, oneTimePassword: must(added.oneTimePassword, 'the first answer shows it'), more: {} };
}

test('the table holds every route with the access that it declares', () => {
  const declared = allRoutes({ uploadDir: '' }).map(({ method, url, access }) => `${method} ${url} ${access}`);
  expect(ROWS.map(({ method, url, access }) => `${method} ${url} ${access}`).toSorted()).toEqual(declared.toSorted());
});

describe('people', () => {
  test.each([...STAFF_ROLES, 'agency'] as const)('a person who is %s may call what the table says', async (role) => {
    const { signInName, oneTimePassword, more } = await personOf(role);
    const session = await firstSignIn(house, signInName, oneTimePassword);
    await expectOnly(GUARDED, { ...session, ...more }, ({ who }) => who.includes(LETTERS[role]));
  });

  test('nobody may do more than change the password with one that was given for one time', async () => {
    const { signInName, oneTimePassword: password } = await personOf('owner');
    const first = await send(house, '/v1/sessions', { method: 'POST', body: { signInName, password } });
    for (const row of SCOPED) {
      const { status, body } = await call(row, first.cookie);
      expect([row.url, status, body.code]).toEqual([row.url, 403, 'password_change_required']);
    }
  });

  test('an agency that does not say for whom it acts is let in nowhere', async () => {
    const { signInName, oneTimePassword } = await personOf('agency');
    const session = await firstSignIn(house, signInName, oneTimePassword);
    for (const row of SCOPED) {
      const { status, body } = await call(row, session);
      expect([row.url, status, body.code]).toEqual([row.url, 400, 'merchant_not_chosen']);
    }
  });
});

describe('API keys', () => {
  test.each(SCOPES)('a key with %s alone opens its routes and no others', async (scope: Scope) => {
    const key = await keyOf(house.services, tenant.merchantId, [scope]);
    await expectOnly(SCOPED, key, ({ access, url }) => access === scope && !ALSO_INSIGHT.has(url));
  });

  test('a key with every scope opens them all, and has no session to look at, to end or to change', async () => {
    await expectOnly(SCOPED, tenant.key, () => true);
    const passwords = { oldPassword: 'none', newPassword: 'none at all' };
    const own: [NonNullable<Sent['method']>, string, object?][] = [
      ['GET', '/v1/sessions/current'],
      ['DELETE', '/v1/sessions/current'],
      ['PUT', '/v1/sessions/current/password', passwords],
      ['GET', '/v1/agency/merchants'],
      ['POST', '/v1/agency/merchants', BODIES['/v1/agency/merchants']!() as object],
    ];
    for (const [method, url, body] of own) {
      const answer = await send(house, url, { method, headers: tenant.key, ...(body ? { body } : {}) });
      expect([url, answer.status, answer.body.code]).toEqual([url, 403, 'forbidden']);
    }
  });
});

const STAFF = [401, 'unauthenticated'] as const;
/** What is answered to who shows nothing that is known, where it is not the sign-in of staff that is missing. */
const UNKNOWN: Readonly<Record<string, readonly [number, string]>> = {
  public: [400, 'invalid_request'],
  guest: [401, 'guest_session_missing'],
};

test.each<[string, Headers | undefined]>([
  ['nothing', undefined],
  ['a cookie of nobody', { cookie: `shuke_session=${'A'.repeat(64)}` }],
  ['a key of nobody', { authorization: `Bearer shuke_${'a'.repeat(43)}` }],
])('whoever comes with %s is asked to sign in, on every route but the sign-in itself', async (_, headers) => {
  for (const row of ROWS) {
    const { status, body } = await call(row, headers);
    expect([row.method, row.url, status, body.code]).toEqual([row.method, row.url, ...(UNKNOWN[row.access] ?? STAFF)]);
  }
});

test('nobody is a guest by being staff or by having a key, and no guest is either', async () => {
  const { signInName, oneTimePassword } = await personOf('owner');
  const session = await firstSignIn(house, signInName, oneTimePassword);
  for (const row of GUESTS) {
    for (const headers of [session, tenant.key]) {
      const { status, body } = await call(row, headers);
      expect([row.url, status, body.code]).toEqual([row.url, 401, 'guest_session_missing']);
    }
  }
  const { miniProgram } = await furnish(house, await openTenant(house));
  expect((await send(house, '/v1/mini-program/me', { headers: miniProgram.guest })).status).toBe(200);
  for (const row of GUARDED) {
    const { status, body } = await call(row, miniProgram.guest);
    expect([row.url, status, body.code]).toEqual([row.url, 401, 'unauthenticated']);
  }
});
