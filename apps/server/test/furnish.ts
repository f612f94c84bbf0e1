import { done, newName, type House, type Tenant } from './house.ts';

/** Ids of rows of every kind that a merchant can have. Each is there for one use, so that none is used up by another. */
export interface Furniture {
  readonly brandId: string;
  readonly regionId: string;
  readonly staffId: string;
  readonly keyId: string;
  readonly customerId: string;
  readonly orderId: string;
  readonly productId: string;
  readonly templateId: string;
  readonly reservationId: string;
  readonly redemptionId: string;
  /** Coupons that nobody has used yet. */
  readonly codes: readonly string[];
  readonly plans: Readonly<Record<'draft' | 'approved' | 'issued' | 'spare', string>>;
  readonly imports: Readonly<Record<'uploaded' | 'spare', string>>;
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
    orderId: order.orderId!,
    productId: product.productId!,
    ...(await makeCoupons(post)),
    plans: await makePlans(post),
    imports: { uploaded: await upload(post), spare: await upload(post) },
  };
}

type Coupons = Pick<Furniture, 'templateId' | 'reservationId' | 'redemptionId' | 'codes'>;

/** A template with a limit, so that nobody who guesses at requests is given coupons by the hundred thousand. */
async function makeCoupons(post: Post): Promise<Coupons> {
  const terms = { name: 'Five off', kind: 'cash', amount: '5.00', minSpend: '20.00', validDays: 30, issueLimit: 40 };
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
