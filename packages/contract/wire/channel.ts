import { Type, type Static } from 'typebox';
import { Id, Instant, MoneyText, pageOf } from '../wire.ts';
import { Sku, TRIMMED_TEXT } from './catalog.ts';
import { Identifier } from './customer.ts';

const exact = { additionalProperties: false } as const;
const StoreCode = Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT });
const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(of: T) => Type.Union([of, Type.Null()]);

const Channel = Type.Union(
  [Type.Literal('eleme'), Type.Literal('meituan'), Type.Literal('meituan_group'), Type.Literal('douyin')],
  { description: 'The platform that sells' },
);
const VoucherChannel = Type.Union([Type.Literal('meituan_group'), Type.Literal('douyin')]);
const Fields = Type.Record(
  Type.String({ pattern: '^[A-Za-z]{1,40}$' }),
  Type.String({ minLength: 1, maxLength: 4000 }),
);
const BaseUrl = Type.String({ pattern: '^https?://[A-Za-z0-9.:\\-\\[\\]]{1,200}(/[A-Za-z0-9._~/\\-]{0,200})?$' });
const CommissionBps = Type.Integer({
  minimum: 0,
  maximum: 10_000,
  description: 'What the platform keeps where its orders do not say, in basis points of the sale',
});

export const NewChannelAccount = Type.Object(
  {
    storeCode: StoreCode,
    channel: Channel,
    baseUrl: BaseUrl,
    settings: Fields,
    secrets: Fields,
    autoAccept: Type.Optional(Type.Boolean({ description: 'Accept orders by itself while the goods are there' })),
    commissionBps: Type.Optional(CommissionBps),
  },
  exact,
);
export type NewChannelAccount = Static<typeof NewChannelAccount>;

export const ChannelAccountChange = Type.Object(
  {
    baseUrl: Type.Optional(BaseUrl),
    settings: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
    autoAccept: Type.Optional(Type.Boolean()),
    commissionBps: Type.Optional(CommissionBps),
    active: Type.Optional(Type.Boolean()),
  },
  exact,
);
export type ChannelAccountChange = Static<typeof ChannelAccountChange>;

export const ChannelAccountView = Type.Object({
  accountId: Id,
  storeId: Id,
  channel: Channel,
  baseUrl: Type.String(),
  settings: Fields,
  autoAccept: Type.Boolean(),
  commissionBps: Type.Integer(),
  active: Type.Boolean(),
  callbackPath: Type.String({ description: 'Where the platform is to call, behind the public address' }),
  createdAt: Instant,
});
export const ChannelAccounts = Type.Object({
  items: Type.Array(ChannelAccountView),
  asks: Type.Array(
    Type.Object({ channel: Channel, settings: Type.Array(Type.String()), secrets: Type.Array(Type.String()) }),
    { description: 'By platform: the names of what an account of it needs' },
  ),
});
export type ChannelAccounts = Static<typeof ChannelAccounts>;
export const ChannelAccountAdded = Type.Object({ accountId: Id });
export const ChannelAccountParams = Type.Object({ accountId: Id });

const OrderStatus = Type.Enum(['new', 'accepted', 'ready', 'delivering', 'done', 'cancelled']);

export const ChannelOrderSummary = Type.Object({
  channelOrderId: Id,
  channel: Channel,
  platformNo: Type.String(),
  dayNo: Maybe(Type.String()),
  storeId: Id,
  status: OrderStatus,
  source: Type.String(),
  placedAt: Instant,
  payable: { ...MoneyText, description: "The merchant's sale: goods and fees less its own share of the discounts" },
  commission: MoneyText,
  receivable: { ...MoneyText, description: 'What the platform owes: payable − commission' },
  heldFor: Maybe(Type.String({ description: 'Why it waits for a person, such as out_of_stock' })),
  orderId: Maybe(Id),
});
export type ChannelOrderSummary = Static<typeof ChannelOrderSummary>;

const RefundView = Type.Object({
  channelRefundId: Id,
  status: Type.Enum(['asked', 'declined', 'agreed', 'done']),
  whole: Type.Boolean(),
  reason: Type.String(),
  decideBy: Maybe(Instant),
  sales: Maybe(MoneyText),
  commission: Maybe(MoneyText),
});

export const ChannelOrderView = Type.Object({
  ...ChannelOrderSummary.properties,
  guestPaid: MoneyText,
  gross: MoneyText,
  platformDiscount: MoneyText,
  merchantDiscount: MoneyText,
  unexplained: { ...MoneyText, description: 'What the guest paid beyond what the parts explain' },
  statedIncome: Maybe({ ...MoneyText, description: 'What the platform says it pays out' }),
  wantedAt: Maybe(Instant),
  lines: Type.Array(
    Type.Object({
      itemRef: Type.String(),
      sku: Maybe(Type.String()),
      name: Type.String(),
      quantity: Type.String(),
      list: MoneyText,
      choices: Maybe(Type.String()),
    }),
  ),
  discounts: Type.Array(Type.Object({ label: Type.String(), platform: MoneyText, merchant: MoneyText })),
  guest: Maybe(
    Type.Object({ name: Type.String(), phone: Type.String(), address: Type.String(), remark: Type.String() }),
  ),
  cancelReason: Maybe(Type.String()),
  refunds: Type.Array(RefundView),
  untold: Type.Array(Type.Object({ kind: Type.String(), attempts: Type.Integer(), lastError: Maybe(Type.String()) }), {
    description: 'What the platform does not know yet, or would not hear',
  }),
});
export type ChannelOrderView = Static<typeof ChannelOrderView>;

export const ChannelOrdersQuery = Type.Object(
  {
    storeCode: Type.Optional(StoreCode),
    live: Type.Optional(Type.Boolean({ description: 'Only those that are not over' })),
    after: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  exact,
);
export type ChannelOrdersQuery = Static<typeof ChannelOrdersQuery>;
export const ChannelOrderPage = pageOf(ChannelOrderSummary);
export const ChannelOrderParams = Type.Object({ channelOrderId: Id });

const Reason = Type.String({ minLength: 1, maxLength: 200, pattern: TRIMMED_TEXT });
export const ChannelRejection = Type.Object({ reason: Reason }, exact);
export const ChannelRefundParams = Type.Object({ channelRefundId: Id });
export const ChannelRefundDecision = Type.Object({ agree: Type.Boolean(), reason: Type.Optional(Reason) }, exact);
export type ChannelRefundDecision = Static<typeof ChannelRefundDecision>;
export const ChannelOrderStep = Type.Object({ channelOrderId: Id, status: OrderStatus, orderId: Maybe(Id) });
export type ChannelOrderStep = Static<typeof ChannelOrderStep>;

export const UnmatchedItems = Type.Object({
  items: Type.Array(
    Type.Object({
      channel: Channel,
      itemRef: Type.String(),
      name: Type.String(),
      times: Type.Integer({ description: 'How often it was sold' }),
      lastSeenAt: Instant,
      suggestion: Maybe(
        Type.Object({ sku: Type.String(), name: Type.String(), likeness: Type.Integer({ description: 'Of 100' }) }),
      ),
    }),
  ),
});
export type UnmatchedItems = Static<typeof UnmatchedItems>;

export const ItemLink = Type.Object(
  { channel: Channel, itemRef: Type.String({ minLength: 1, maxLength: 100 }), sku: Sku },
  exact,
);
export type ItemLink = Static<typeof ItemLink>;

export const VoucherPreparation = Type.Object(
  {
    storeCode: StoreCode,
    channel: VoucherChannel,
    code: Type.String({ pattern: '^[\\x21-\\x7e]{4,400}$', description: 'As scanned or typed' }),
  },
  exact,
);
export type VoucherPreparation = Static<typeof VoucherPreparation>;

export const VoucherOffered = Type.Object({
  offer: Type.String({ description: 'To be sent to spend it; sealed, and good for ten minutes' }),
  dealName: Type.String(),
  mostUses: Type.Integer(),
  list: { ...MoneyText, description: 'Of one use, as the shop sells it' },
  guestPaid: { ...MoneyText, description: 'Of one use' },
  expiresAt: Instant,
});
export type VoucherOffered = Static<typeof VoucherOffered>;

export const VoucherConsumption = Type.Object(
  {
    storeCode: StoreCode,
    offer: Type.String({ minLength: 1, maxLength: 20_000 }),
    uses: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    customer: Type.Optional(Identifier),
  },
  exact,
);
export type VoucherConsumption = Static<typeof VoucherConsumption>;

export const VoucherConsumed = Type.Object({
  consumptionId: Id,
  status: Type.Enum(['asking', 'consumed', 'refused', 'cancelling', 'cancelled'], {
    description: 'asking: the platform has not answered; do not spend it again, look again',
  }),
  refusedFor: Maybe(Type.String()),
  orderId: Maybe(Id),
  payable: MoneyText,
});
export type VoucherConsumed = Static<typeof VoucherConsumed>;
export const VoucherParams = Type.Object({ consumptionId: Id });
