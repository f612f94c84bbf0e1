import { Type, type Static } from 'typebox';
import { Day, Id, Instant, MoneyText, pageOf } from '../wire.ts';
import { Sku, TRIMMED_TEXT } from './catalog.ts';
import { CartLine } from './checkout.ts';
import { CouponView } from './coupon.ts';
import { IdentifierHint } from './customer.ts';
import { orderedWith, OrderView } from './order.ts';
import { PaymentView } from './payment.ts';

const exact = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: TRIMMED_TEXT });
const orNull = <T extends Parameters<typeof Type.Array>[0]>(of: T) => Type.Union([of, Type.Null()]);
const BaseUrl = Type.String({ pattern: '^https?://[A-Za-z0-9.:\\-\\[\\]]{1,200}(/[A-Za-z0-9._~/\\-]{0,200})?$' });
const AppId = Type.String({ pattern: '^[A-Za-z0-9]{6,64}$', description: 'As WeChat gave it: wx…' });
const AppSecret = Type.String({ pattern: '^[A-Za-z0-9]{16,128}$' });

export const NewMiniProgram = Type.Object(
  {
    name: Text(100),
    appId: AppId,
    appSecret: AppSecret,
    baseUrl: Type.Optional({ ...BaseUrl, description: "WeChat's own address unless told" }),
  },
  exact,
);
export type NewMiniProgram = Static<typeof NewMiniProgram>;

export const MiniProgramChange = Type.Object(
  {
    name: Type.Optional(Text(100)),
    appSecret: Type.Optional(AppSecret),
    baseUrl: Type.Optional(BaseUrl),
    active: Type.Optional(Type.Boolean({ description: 'Switched off, all its guests are signed out' })),
  },
  exact,
);
export type MiniProgramChange = Static<typeof MiniProgramChange>;

export const MiniProgramParams = Type.Object({ accountId: Id });
export const MiniProgramAdded = Type.Object({ accountId: Id });
export const MiniPrograms = Type.Object({
  items: Type.Array(
    Type.Object({
      accountId: Id,
      name: Type.String(),
      appId: Type.String(),
      baseUrl: Type.String(),
      active: Type.Boolean(),
      createdAt: Instant,
    }),
  ),
});
export type MiniPrograms = Static<typeof MiniPrograms>;

const WechatCode = (of: string) =>
  Type.String({ minLength: 1, maxLength: 256, pattern: '^[\\x21-\\x7e]+$', description: `As ${of} gives it` });

export const MiniProgramSignIn = Type.Object({ accountId: Id, code: WechatCode('wx.login') }, exact);
export type MiniProgramSignIn = Static<typeof MiniProgramSignIn>;
export const MiniProgramSignedIn = Type.Object({
  token: Type.String({ description: 'To be sent as "Authorization: Bearer …"; ends after 3 days without a call' }),
  expiresAt: Type.String({ format: 'date-time', description: 'When it ends at the latest' }),
});
export type MiniProgramSignedIn = Static<typeof MiniProgramSignedIn>;

export const MiniProgramGuest = Type.Object({
  isCustomer: Type.Boolean({ description: 'False until the guest joins or orders' }),
  hints: Type.Array(IdentifierHint, { description: 'By what the shop knows the guest' }),
  wordings: Type.Array(
    Type.Object({ purpose: Type.String(), version: Type.Integer(), en: Type.String(), zh: Type.String() }),
    { description: 'What is asked of who joins' },
  ),
});
export type MiniProgramGuest = Static<typeof MiniProgramGuest>;

const StoreCode = Text(64);
export const MiniProgramStores = pageOf(Type.Object({ code: Type.String(), name: Type.String() }));
export const MiniProgramStoresQuery = Type.Object(
  { after: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) },
  exact,
);

export const MiniProgramMenuQuery = Type.Object(
  {
    storeCode: StoreCode,
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  exact,
);
export type MiniProgramMenuQuery = Static<typeof MiniProgramMenuQuery>;
export const MiniProgramMenu = pageOf(
  Type.Object({
    productId: Id,
    sku: Sku,
    name: Type.String(),
    category: orNull(Type.String()),
    price: MoneyText,
    left: orNull(Type.String({ description: 'How much there is; null where that is not counted' })),
  }),
);
export type MiniProgramMenu = Static<typeof MiniProgramMenu>;

/** What the phone may say of a sale. Whose it is, the session says; what it costs, the server. */
const cart = {
  storeCode: StoreCode,
  lines: Type.Array(CartLine, { minItems: 1, maxItems: 100 }),
  coupons: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 20 })),
  spendPoints: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
};
export const MiniProgramCart = Type.Object(cart, exact);
export type MiniProgramCart = Static<typeof MiniProgramCart>;

export const MiniProgramOrder = Type.Object(
  {
    ...cart,
    note: orderedWith.note,
    due: Type.Optional({
      ...MoneyText,
      description: 'As the guest was shown it; if it is another by now, that is told',
    }),
  },
  exact,
);
export type MiniProgramOrder = Static<typeof MiniProgramOrder>;

const { show: _show, accountId: _account, gateway: _gateway, scene: _scene, ...started } = PaymentView.properties;
const { storeId: _store, outTradeNo: _number, providerRef: _ref, refunds: _refunds, ...ownPayment } = started;
export const MiniProgramPayment = Type.Object({
  ...ownPayment,
  invoke: orNull(Type.Record(Type.String(), Type.String(), { description: 'What wx.requestPayment is given' })),
});
export type MiniProgramPayment = Static<typeof MiniProgramPayment>;

export const MiniProgramOrdered = Type.Object({
  orderRef: Type.String(),
  payment: orNull(MiniProgramPayment),
  orderId: orNull({ ...Id, description: 'At once where there was nothing to pay; else with the payment' }),
});
export type MiniProgramOrdered = Static<typeof MiniProgramOrdered>;

export const MiniProgramOrdersQuery = Type.Object(
  { after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) },
  exact,
);
export type MiniProgramOrdersQuery = Static<typeof MiniProgramOrdersQuery>;
const { customerId: _order, ...ownOrder } = OrderView.properties;
export const MiniProgramOrderView = Type.Object(ownOrder);
export type MiniProgramOrderView = Static<typeof MiniProgramOrderView>;
const { lines: _lines, coupons: _coupons, createdAt: _at, ...summary } = ownOrder;
export const MiniProgramOrders = pageOf(Type.Object(summary));
export type MiniProgramOrders = Static<typeof MiniProgramOrders>;

const { customerId: _coupon, planId: _plan, ...ownCoupon } = CouponView.properties;
export const MiniProgramCoupons = Type.Object({
  items: Type.Array(Type.Object(ownCoupon), { description: 'The latest 200, the newest first' }),
});

export const MiniProgramPoints = Type.Object({
  // Null where the shop gives none.
  points: orNull(
    Type.Object({
      spendable: Type.Integer(),
      pending: Type.Integer({ description: 'Earned, and not to be spent yet' }),
      owed: Type.Integer({ description: 'Taken back after they were spent; the next earnings settle it' }),
      lots: Type.Array(Type.Object({ until: Day, amount: Type.Integer() }), { description: 'The first to end first' }),
    }),
  ),
  tier: orNull(Type.String()),
});
export type MiniProgramPoints = Static<typeof MiniProgramPoints>;

const Version = Type.Integer({ minimum: 0, maximum: 1_000_000 });
export const MiniProgramPhone = Type.Object(
  {
    code: WechatCode('a button with open-type getPhoneNumber'),
    consents: Type.Object(
      {
        membership: Type.Optional(Version),
        marketing: Type.Optional(Version),
        personalisation: Type.Optional(Version),
      },
      { ...exact, description: 'What was agreed to: the version of the words that were shown; membership is needed' },
    ),
    language: Type.Enum(['en', 'zh-CN'], { description: 'In which the words were shown' }),
  },
  exact,
);
export type MiniProgramPhone = Static<typeof MiniProgramPhone>;
export const MiniProgramJoined = Type.Object({
  status: Type.Enum(['received'], { description: 'The same whether or not the number was known' }),
});
export const MiniProgramOrderParams = Type.Object({ orderId: Id });
export const MiniProgramPaymentParams = Type.Object({ paymentId: Id });
