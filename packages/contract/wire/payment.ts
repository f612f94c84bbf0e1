import { Type, type Static } from 'typebox';
import { Id, Instant, MoneyText, pageOf } from '../wire.ts';
import { TRIMMED_TEXT } from './catalog.ts';
import { CheckoutRequest, Tender } from './checkout.ts';
import { CONSENT_PURPOSES, LANGUAGES } from './consent.ts';

const exact = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: TRIMMED_TEXT });
const Maybe = <T extends Parameters<typeof Type.Optional>[0]>(of: T) => Type.Union([of, Type.Null()]);

const Gateway = Type.Union(
  [Type.Literal('wechat'), Type.Literal('alipay'), Type.Literal('unionpay'), Type.Literal('stripe')],
  { description: 'The payment provider' },
);
const Scene = Type.Union(
  [
    Type.Literal('payment_code'),
    Type.Literal('qr'),
    Type.Literal('jsapi'),
    Type.Literal('h5'),
    Type.Literal('terminal'),
  ],
  { description: "How the guest is asked: by their code, ours, in the provider's app, in a browser, at a card reader" },
);
const Fields = Type.Record(
  Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }),
  Type.String({ minLength: 1, maxLength: 20_000 }),
);
const BaseUrl = Type.String({ pattern: '^https?://[A-Za-z0-9.:\\-\\[\\]]{1,200}(/[A-Za-z0-9._~/\\-]{0,200})?$' });
const PublicUrl = Type.String({
  pattern: '^https?://[A-Za-z0-9.:\\-\\[\\]]{1,200}$',
  description: "Where the provider reaches this server, without a path; the server's own public address unless told",
});

const PageConsents = Type.Object(
  {
    language: Type.Enum([...LANGUAGES]),
    words: Type.Array(
      Type.Object({ purpose: Type.Enum([...CONSENT_PURPOSES]), version: Type.Integer({ minimum: 0 }) }, exact),
      { minItems: 1, maxItems: CONSENT_PURPOSES.length, description: 'Purposes and the version of the wording shown' },
    ),
  },
  {
    ...exact,
    description: "What the provider's page asks guests to agree to as they pay; recorded of those who are new",
  },
);
export type PageConsents = Static<typeof PageConsents>;

export const NewPaymentAccount = Type.Object(
  {
    gateway: Gateway,
    name: Text(100),
    storeCode: Type.Optional({ ...Text(64), description: 'All stores unless told' }),
    baseUrl: BaseUrl,
    publicUrl: Type.Optional(PublicUrl),
    settings: Fields,
    secrets: Fields,
    pageConsents: Type.Optional(PageConsents),
  },
  exact,
);
export type NewPaymentAccount = Static<typeof NewPaymentAccount>;

export const PaymentAccountChange = Type.Object(
  {
    name: Type.Optional(Text(100)),
    baseUrl: Type.Optional(BaseUrl),
    publicUrl: Type.Optional(PublicUrl),
    settings: Type.Optional(Fields),
    secrets: Type.Optional(Fields),
    pageConsents: Type.Optional(Maybe(PageConsents)),
    active: Type.Optional(Type.Boolean()),
  },
  exact,
);
export type PaymentAccountChange = Static<typeof PaymentAccountChange>;

export const PaymentAccountParams = Type.Object({ accountId: Id });
export const PaymentAccountAdded = Type.Object({ accountId: Id });
const Names = Type.Array(Type.String());
export const PaymentAccounts = Type.Object({
  items: Type.Array(
    Type.Object({
      accountId: Id,
      gateway: Gateway,
      name: Type.String(),
      storeId: Maybe(Id),
      baseUrl: Type.String(),
      notifyUrl: Type.String({ description: 'Where the provider is to call' }),
      settings: Fields,
      pageConsents: Maybe(PageConsents),
      active: Type.Boolean(),
      owed: { ...MoneyText, description: 'What the provider has of guests’ money and owes' },
      dueBack: { ...MoneyText, description: 'What was promised back to guests and is not paid back yet' },
      fees: { ...MoneyText, description: 'What the provider kept, by its bills' },
      createdAt: Instant,
    }),
  ),
  asks: Type.Array(
    Type.Object({
      gateway: Gateway,
      settings: Names,
      secrets: Names,
      optionalSettings: Names,
      optionalSecrets: Names,
    }),
    { description: 'By provider: the names of what an account of it needs and may have besides' },
  ),
});
export type PaymentAccounts = Static<typeof PaymentAccounts>;

const GatewayTender = Type.Object(
  {
    kind: Type.Literal('gateway'),
    amount: Type.Optional({ ...MoneyText, description: 'What is due less the other tenders, if it is sent' }),
  },
  exact,
);

export const PaymentStart = Type.Object(
  {
    ...CheckoutRequest.properties,
    tenders: Type.Array(Type.Union([Tender, GatewayTender]), {
      minItems: 1,
      maxItems: 10,
      description: 'The last is of the kind gateway and pays what the others leave',
    }),
    scene: Scene,
    accountId: Type.Optional({ ...Id, description: 'Found by the code, or the only one of the store, unless told' }),
    authCode: Type.Optional(
      Type.String({ pattern: '^[\\d\\s]{10,40}$', description: "As scanned from the guest's phone" }),
    ),
    payerId: Type.Optional({ ...Text(128), description: "Who pays, as the provider's app says; for jsapi" }),
  },
  exact,
);
export type PaymentStart = Static<typeof PaymentStart>;

const Status = Type.Union([
  Type.Literal('pending'),
  Type.Literal('captured'),
  Type.Literal('failed'),
  Type.Literal('closed'),
]);

export const PaymentView = Type.Object({
  paymentId: Id,
  accountId: Id,
  gateway: Gateway,
  scene: Scene,
  storeId: Id,
  orderRef: Type.String(),
  amount: MoneyText,
  currency: Type.String(),
  status: Status,
  outTradeNo: Type.String({ description: 'Our number of it at the provider' }),
  providerRef: Maybe(Type.String()),
  show: Maybe(
    Type.Object({
      qrText: Type.Optional(Type.String()),
      url: Type.Optional(Type.String()),
      invoke: Type.Optional(Type.Record(Type.String(), Type.String())),
      clientSecret: Type.Optional(Type.String()),
    }),
  ),
  failedFor: Maybe(Type.String({ description: 'Such as code_expired or balance_short' })),
  orderId: Maybe({ ...Id, description: 'Of the order that it came to' }),
  unsettledFor: Maybe(Type.String({ description: 'Why it came to no order; then all of it goes back' })),
  refunds: Type.Array(
    Type.Object({
      refundId: Id,
      amount: MoneyText,
      status: Type.Union([
        Type.Literal('due'),
        Type.Literal('accepted'),
        Type.Literal('refunded'),
        Type.Literal('failed'),
      ]),
      providerCode: Maybe(Type.String()),
    }),
  ),
  expiresAt: Instant,
  createdAt: Instant,
});
export type PaymentView = Static<typeof PaymentView>;

export const PaymentParams = Type.Object({ paymentId: Id });
export const PaymentRefundParams = Type.Object({ refundId: Id });

const page = {
  after: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

export const FailedRefundsQuery = Type.Object(page, exact);
export const FailedRefunds = pageOf(
  Type.Object({
    refundId: Id,
    paymentId: Id,
    accountId: Id,
    amount: MoneyText,
    providerCode: Maybe(Type.String()),
    proposed: Type.Literal('retry'),
    createdAt: Instant,
  }),
);

export const PaymentDifferencesQuery = Type.Object({ ...page, open: Type.Optional(Type.Boolean()) }, exact);
export type PaymentDifferencesQuery = Static<typeof PaymentDifferencesQuery>;

export const PaymentAlerts = Type.Object({
  items: Type.Array(
    Type.Object({
      accountId: Id,
      subject: Type.String({
        description: 'The number that was told; for what names none, something that stands for it',
      }),
      why: Type.Union([
        Type.Literal('amount_differs'),
        Type.Literal('currency_differs'),
        Type.Literal('captured_twice'),
        Type.Literal('undone_elsewhere'),
        Type.Literal('number_unknown'),
        Type.Literal('callback_forged'),
        Type.Literal('callback_stale'),
        Type.Literal('callback_unreadable'),
      ]),
      paymentId: Maybe(Id),
      times: Type.Integer(),
      firstAt: Instant,
      lastAt: Instant,
    }),
  ),
});
export type PaymentAlerts = Static<typeof PaymentAlerts>;

const Action = Type.Union([Type.Literal('ask_again'), Type.Literal('retry_refund'), Type.Literal('note')], {
  description: 'Ask the provider, send the refund again, or note what was agreed with the provider',
});

export const PaymentDifferenceView = Type.Object({
  differenceId: Id,
  accountId: Id,
  day: Type.String({ format: 'date', description: "The provider's day" }),
  kind: Type.Union([
    Type.Literal('missing_here'),
    Type.Literal('missing_there'),
    Type.Literal('amount_differs'),
    Type.Literal('not_captured_here'),
    Type.Literal('not_refunded_here'),
  ]),
  lineKind: Type.Union([Type.Literal('charge'), Type.Literal('refund')]),
  outNo: Type.String(),
  paymentId: Maybe(Id),
  refundId: Maybe(Id),
  ours: Maybe(MoneyText),
  theirs: Maybe(MoneyText),
  proposed: Action,
  possible: Type.Array(Action),
  status: Type.Union([Type.Literal('open'), Type.Literal('resolved')]),
  resolution: Maybe(Type.String({ description: 'What was done; by_itself where nobody had to' })),
  note: Maybe(Type.String()),
  createdAt: Instant,
});
export type PaymentDifferenceView = Static<typeof PaymentDifferenceView>;
export const PaymentDifferencePage = pageOf(PaymentDifferenceView);
export const PaymentDifferenceParams = Type.Object({ differenceId: Id });
export const PaymentDifferenceResolution = Type.Object(
  { action: Action, note: Type.Optional({ ...Text(500), description: 'Needed for the action note' }) },
  exact,
);
export type PaymentDifferenceResolution = Static<typeof PaymentDifferenceResolution>;

export const PaymentReconciliation = Type.Object(
  { accountId: Id, day: Type.String({ format: 'date', description: "A day of the provider's that is over" }) },
  exact,
);
export const PaymentReconciled = Type.Object({
  state: Type.Union([Type.Literal('read'), Type.Literal('not_ready')]),
  lines: Type.Integer(),
  differences: Type.Integer({ description: 'New ones' }),
});
export type PaymentReconciliation = Static<typeof PaymentReconciliation>;
export type PaymentReconciled = Static<typeof PaymentReconciled>;
