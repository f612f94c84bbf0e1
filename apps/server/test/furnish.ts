import { inTx, systemCtx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { ALL_DAYS, postMany } from '@shuke/ledger';
import { furnishChannel, type ChannelFurniture } from './furnish-channel.ts';
import { furnishMiniProgram, type MiniProgramFurniture } from './furnish-mini-program.ts';
import { furnishPayment, type PaymentFurniture } from './furnish-payment.ts';
import { done, newName, type House, type Tenant } from './house.ts';

/** Ids of rows of every kind that a merchant can have. Each is there for one use, so that none is used up by another. */
export interface Furniture {
  readonly brandId: string;
  readonly regionId: string;
  readonly staffId: string;
  readonly keyId: string;
  readonly customerId: string;
  /** A code on its way to a customer's phone, and whose it is. */
  readonly proof: Readonly<Record<'verificationId' | 'customerId', string>>;
  /** A customer who is to be erased. */
  readonly leavingId: string;
  /** Two customers who are not merged, and one who is. */
  readonly merges: readonly string[];
  readonly orderId: string;
  /** A note that stands and one that was taken away, and a tag that was taken back. */
  readonly known: Readonly<Record<'noteId' | 'removedId' | 'retractionId', string>>;
  readonly touchpointId: string;
  /** What its code says. */
  readonly touchpointCode: string;
  /** Content, one to keep. */
  readonly rules: readonly string[];
  readonly productId: string;
  readonly promotions: Readonly<Record<'draft' | 'live', string>>;
  readonly templateId: string;
  readonly reservationId: string;
  readonly redemptionId: string;
  /** A card with money on it. */
  readonly holderId: string;
  /** Stored-value cards with money on them. */
  readonly storedCards: readonly string[];
  /** Open bills of two goods each. */
  readonly bills: readonly string[];
  readonly shiftId: string;
  /** An order that was priced and paid here. */
  readonly paidOrderId: string;
  /** Coupons that nobody has used yet. */
  readonly codes: readonly string[];
  /** A saved rule. */
  readonly audienceId: string;
  readonly plans: Readonly<Record<'draft' | 'approved' | 'issued' | 'spare', string>>;
  readonly imports: Readonly<Record<'uploaded' | 'spare', string>>;
  /** What sells elsewhere. */
  readonly rankingId: string;
  readonly channel: ChannelFurniture;
  readonly payment: PaymentFurniture;
  readonly miniProgram: MiniProgramFurniture;
}

/** A till's file of one receipt, in the preset of our own. */
export const RECEIPTS =
  'order_ref,store,ordered_at,customer,sku,product,category,quantity,amount,discount\n' +
  'R-1,S1,2026-02-01 12:00,CARD-9,P9,Noodles,Food,1,18.00,0.00\n';

/** A receipt of a merchant's known guest, with coupons if any are named. */
export const receipt = (orderRef: string, coupons: readonly string[] = []): object => ({
  orderRef,
  storeCode: 'S1',
  orderedAt: '2026-03-01T12:00:00Z',
  customer: { kind: 'card_token', value: 'CARD-1' },
  coupons,
  lines: [{ sku: 'P1', name: 'Soap', category: 'Care', quantity: '2', amount: '40.00', discount: '1.00' }],
});

type Ids = Record<string, string>;
type Post = (url: string, body?: object | string) => Promise<Ids>;

/** Gives a merchant rows of every kind, over HTTP as its people would. */
export async function furnish(house: House, tenant: Tenant): Promise<Furniture> {
  const post: Post = async (url, body) =>
    (await done(house, url, { method: 'POST', headers: tenant.key, ...(body ? { body } : {}) })) as Ids;
  const brand = await post('/v1/brands', { code: 'B1', name: 'Brand' });
  const region = await post('/v1/regions', { code: 'R1', name: 'Region' });
  await post(`/v1/stores/${tenant.storeId}/terminals`, { code: 'T1', name: 'Till' });
  const staff = await post('/v1/staff', { signInName: newName('cashier'), displayName: 'Cashier', role: 'cashier' });
  const key = await post('/v1/api-keys', { name: 'Key', scopes: ['order:read'] });
  const customer = await post('/v1/customers', { identifiers: [{ kind: 'card_token', value: 'CARD-1' }] });
  const order = await post('/v1/orders', receipt('O-1'));
  const products = await done(house, '/v1/products', { headers: tenant.key });
  const [product] = products.items as [Ids];
  return {
    brandId: brand.brandId!,
    regionId: region.regionId!,
    staffId: staff.staffId!,
    keyId: key.keyId!,
    customerId: customer.customerId!,
    proof: await makeProof(post),
    leavingId: (await post('/v1/customers', { identifiers: [{ kind: 'member_no', value: 'LEAVING' }] })).customerId!,
    merges: await makeMerges(post),
    known: await makeKnown(house, tenant, customer.customerId!),
    orderId: order.orderId!,
    ...(await makeTouchpoints(post)),
    productId: product.productId!,
    promotions: await makePromotions(house, tenant),
    ...(await makeCoupons(post)),
    holderId: await topUp(house, tenant),
    storedCards: await makeLoyalty(house, tenant, customer.customerId!),
    ...(await makeTill(post)),
    audienceId: (await post('/v1/audiences', { name: 'Regulars', rule: { is: 'bought' } })).audienceId!,
    plans: await makePlans(post),
    imports: { uploaded: await upload(post), spare: await upload(post) },
    rankingId: (await post('/v1/insight/rankings', RANKING)).rankingId!,
    channel: await furnishChannel(house, tenant, post),
    payment: await furnishPayment(house, tenant, post),
    miniProgram: await furnishMiniProgram(house, tenant, post),
  };
}

const RANKING = { source: 'The market', day: '2026-02-01', items: [{ sku: 'P1' }] };

/** The phone that is proved is a customer's who is nothing else's example. */
export const PHONE = { kind: 'phone', value: '13800138000' };

async function makeProof(post: Post): Promise<Furniture['proof']> {
  const { customerId } = await post('/v1/customers', { identifiers: [PHONE] });
  const { verificationId } = await post(`/v1/customers/${customerId}/verifications`, { phone: PHONE.value });
  return { customerId: customerId!, verificationId: verificationId! };
}

async function makeKnown(house: House, { key: headers }: Tenant, customerId: string): Promise<Furniture['known']> {
  const call = (method: 'POST' | 'DELETE', path: string, body?: object) =>
    done(house, `/v1/customers/${customerId}${path}`, { method, headers, ...(body ? { body } : {}) });
  const note = async (): Promise<string> =>
    (await call('POST', '/notes', { kind: 'seat', text: 'By the window' })).noteId as string;
  const [noteId, removedId] = [await note(), await note()];
  await call('DELETE', `/notes/${removedId}`);
  await call('POST', '/tags', { dimension: 'avoidance', value: 'cilantro' });
  await call('POST', '/tags', { dimension: 'free', value: 'early' });
  const { retractionId } = await call('DELETE', '/tags/free/early');
  return { noteId, removedId, retractionId: retractionId as string };
}

async function makeMerges(post: Post): Promise<Furniture['merges']> {
  const ids: string[] = [];
  for (let n = 1; n <= 4; n += 1) {
    const { customerId } = await post('/v1/customers', { identifiers: [{ kind: 'member_no', value: `TWIN-${n}` }] });
    ids.push(customerId!);
  }
  const [one, other, merged, into] = ids as [string, string, string, string];
  await post(`/v1/customers/${merged}/merges`, { intoCustomerId: into, because: 'guest_said' });
  return [one, other, merged];
}

/** Content of a slot that no page has. */
export const CONTENT = {
  slot: 'spare',
  scope: 'segment',
  scopeRef: 'nobody',
  content: { zh: { title: '你好', body: '' }, en: { title: 'Hello', body: '' } },
};

async function makeTouchpoints(post: Post): Promise<Pick<Furniture, 'touchpointId' | 'touchpointCode' | 'rules'>> {
  const { touchpointId, code } = await post('/v1/touchpoints', { storeCode: 'S1', kind: 'door', label: 'Door' });
  const rules = [await post('/v1/content-rules', CONTENT), await post('/v1/content-rules', CONTENT)];
  return { touchpointId: touchpointId!, touchpointCode: code!, rules: rules.map(({ ruleId }) => ruleId!) };
}

/** A rule that takes five off every order. */
export const RULE = {
  trigger: 'automatic',
  priority: 0,
  benefit: { kind: 'cash', level: 'order', amount: '5.00' },
};

/** Goods with a price and a stock, and promotions on them. */
async function makePromotions(house: House, { key: headers }: Tenant): Promise<Furniture['promotions']> {
  const put = (url: string, body: object) => done(house, url, { method: 'PUT', headers, body });
  const add = async (name: string): Promise<string> =>
    (await done(house, '/v1/promotions', { method: 'POST', headers, body: { name, rule: RULE } }))
      .promotionId as string;
  await put('/v1/prices', { prices: [{ sku: 'P1', price: '20.00' }] });
  await put('/v1/stock', { stock: [{ sku: 'P1', storeCode: 'S1', quantity: '1000' }] });
  const promotions = { draft: await add('Draft'), live: await add('Live') };
  await put(`/v1/promotions/${promotions.live}/status`, { status: 'live' });
  return promotions;
}

/** A programme of points, stamps and stored value. */
export const PROGRAMME = {
  points: {
    earn: { units: 1, per: '1.00' },
    burn: { unitsPerStep: 100, step: '1.00', maxShareBps: 5000, as: 'tender' },
    validity: { kind: 'months', months: 12, toMonthEnd: true },
    pendingDays: 0,
  },
  stampCards: [
    { cardId: 'five', name: 'Five', stamps: 5, reward: { kind: 'item', sku: 'P1' }, validity: { kind: 'never_ends' } },
  ],
  tiers: [],
  downgrade: { policy: 'one_step', reviewMonths: 12 },
  storedValue: { enabled: true, bonusRules: [] },
};

/** A programme, a guest with points and stamps, and cards that hold money. */
async function makeLoyalty(
  house: House,
  { key: headers }: Tenant,
  customerId: string,
): Promise<Furniture['storedCards']> {
  const post = (url: string, body: object) => done(house, url, { method: 'POST', headers, body });
  await done(house, '/v1/loyalty/programme', { method: 'PUT', headers, body: PROGRAMME });
  await post(`/v1/customers/${customerId}/stamps`, { cardId: 'five', stamps: 10, reason: 'furniture' });
  const cards = [];
  for (const body of [{ customerId }, {}]) {
    const { cardId } = await post('/v1/stored-cards', body);
    await post(`/v1/stored-cards/${cardId as string}/top-ups`, { amount: '50.00', way: 'cash', storeCode: 'S1' });
    cards.push(cardId as string);
  }
  return cards;
}

/** Two of the goods that have a price, less what the live promotion takes off, paid in cash. */
export const sale = (orderRef: string, more: object = {}): object => ({
  orderRef,
  storeCode: 'S1',
  lines: [{ sku: 'P1', quantity: '2' }],
  tenders: [{ kind: 'cash', amount: '35.00' }],
  ...more,
});

async function makeTill(post: Post): Promise<Pick<Furniture, 'bills' | 'shiftId' | 'paidOrderId'>> {
  const bills: string[] = [];
  for (let n = 1; n <= 8; n += 1) {
    const bill = { storeCode: 'S1', label: `T${n}`, lines: [{ sku: 'P1', quantity: '2' }] };
    bills.push((await post('/v1/bills', bill)).billId!);
  }
  const { shiftId } = await post('/v1/shifts', { storeCode: 'S1', float: '100.00' });
  const { orderId } = await post('/v1/checkouts', sale('C-1'));
  return { bills, shiftId: shiftId!, paidOrderId: orderId! };
}

type Coupons = Pick<Furniture, 'templateId' | 'reservationId' | 'redemptionId' | 'codes'>;

/** A template with a limit, so that nobody who guesses at requests is given coupons by the hundred thousand. */
async function makeCoupons(post: Post): Promise<Coupons> {
  const worth = { name: 'Five off', kind: 'cash', amount: '5.00', minSpend: '20.00', validDays: 30 };
  const terms = { ...worth, issueLimit: 40, customerLimit: 5, claimable: true };
  const { templateId } = await post('/v1/coupon-templates', terms);
  const issued = await post(`/v1/coupon-templates/${templateId}/coupons`, { count: 6 });
  const [held, spent, ...codes] = (issued.coupons as unknown as Ids[]).map(({ code }) => code!);
  const { reservationId } = await post(`/v1/coupons/${held}/reservations`, { orderRef: 'H-1' });
  const { redemptionId } = await post(`/v1/coupons/${spent}/redemptions`, {
    orderRef: 'D-1',
    basket: { total: '40.00' },
  });
  return { templateId: templateId!, reservationId: reservationId!, redemptionId: redemptionId!, codes };
}

async function makePlans(post: Post): Promise<Furniture['plans']> {
  const draft = async (): Promise<string> => (await post('/v1/plans', { name: 'Plan', budget: '100.00' })).planId!;
  const plans = { draft: await draft(), approved: await draft(), issued: await draft(), spare: await draft() };
  for (const planId of [plans.approved, plans.issued]) await post(`/v1/plans/${planId}/approval`);
  await post(`/v1/plans/${plans.issued}/issue`);
  return plans;
}

const upload = async (post: Post): Promise<string> =>
  (await post('/v1/imports?fileName=receipts.csv', RECEIPTS)).importId!;

/** Puts money on a new card as the till of a shop with cards would; there is no route to the ledger itself. */
async function topUp({ services }: House, { merchantId, storeId }: Tenant): Promise<string> {
  const holderId = newId();
  const [debit, credit] = [
    { account: 'cash', owner: storeId },
    { account: 'stored_value', owner: holderId },
  ] as const;
  const steps = [{ debit, credit, asset: 'CNY', amount: 10_000, lot: ALL_DAYS }];
  const posting = { merchantId, transactionId: newId(), purpose: 'card.topped_up', referenceId: holderId, steps };
  await inTx(systemCtx(services, merchantId), {}, async (tx) => ok(await postMany(tx, [posting])));
  return holderId;
}
