import { Type, type Static, type TSchema } from 'typebox';
import { SCOPES } from '../access.ts';
import { Code, Currency, Id, Instant, Name, pageOf } from '../wire.ts';

const closed = { additionalProperties: false } as const;
const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** The languages that the console and messages of the system are written in. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What staff of a merchant can be; agency staff are made with their agency. */
export const STAFF_ROLES = ['owner', 'marketer', 'cashier', 'guide', 'brand_owner'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const SignInName = Type.String({
  minLength: 3,
  maxLength: 100,
  pattern: '^\\S+$',
  description: 'One word, such as an e-mail address; capitals do not count. It is unique in the whole installation',
});
export const Password = Type.String({ minLength: 1, maxLength: 256 });
const NewPassword = Type.String({
  minLength: 1,
  maxLength: 256,
  description: 'At least 10 characters, no common word',
});
const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA name, such as Asia/Shanghai' });
const LocaleName = Type.Enum([...LOCALES]);

export const SignInBody = Type.Object({ signInName: SignInName, password: Password }, closed);
export const PasswordChangeBody = Type.Object({ oldPassword: Password, newPassword: NewPassword }, closed);

export const SessionView = Type.Object({
  staff: Type.Object({
    staffId: Id,
    displayName: Type.String(),
    role: Type.Enum([...STAFF_ROLES, 'agency']),
    mustChangePassword: Type.Boolean({ description: 'True: nothing else is allowed before the password is changed' }),
  }),
  merchant: Type.Union(
    [
      Type.Object({
        merchantId: Id,
        name: Type.String(),
        currency: Currency,
        timeZone: Type.String(),
        locale: LocaleName,
      }),
      Type.Null(),
    ],
    { description: 'Whom the session acts for; null for agency staff who sent no Shuke-Merchant header' },
  ),
});
export type SessionView = Static<typeof SessionView>;

export const MerchantView = Type.Object({
  merchantId: Id,
  name: Type.String(),
  currency: Currency,
  timeZone: Type.String(),
  locale: LocaleName,
  dayStartMinute: Type.Integer({ description: 'Minutes after midnight at which the business day begins' }),
  agencyId: Nullable(Id),
  createdAt: Instant,
});
export type MerchantView = Static<typeof MerchantView>;

export const MerchantChange = Type.Object(
  {
    name: Type.Optional(Name),
    timeZone: Type.Optional(TimeZone),
    locale: Type.Optional(LocaleName),
    dayStartMinute: Type.Optional(Type.Integer({ minimum: 0, maximum: 1439 })),
    agencyId: Type.Optional(Type.Null({ description: 'Null ends the agency’s access at once' })),
  },
  { ...closed, minProperties: 1 },
);
export type MerchantChange = Static<typeof MerchantChange>;

export const AgencyMerchantView = Type.Object({ merchantId: Id, name: Type.String() });
export type AgencyMerchantView = Static<typeof AgencyMerchantView>;

const code = { code: Type.String() };
export const BrandView = Type.Object({ brandId: Id, ...code, name: Type.String() });
export type BrandView = Static<typeof BrandView>;
export const RegionView = Type.Object({ regionId: Id, ...code, name: Type.String() });
export type RegionView = Static<typeof RegionView>;
/** A brand, a region or a terminal to be made: its code and its name. */
export const NewNamed = Type.Object({ code: Code, name: Name }, closed);
export type NewNamed = Static<typeof NewNamed>;

export const Location = Type.Object(
  {
    latitude: Type.Number({ minimum: -90, maximum: 90, description: 'Degrees north of WGS-84, seven digits count' }),
    longitude: Type.Number({ minimum: -180, maximum: 180, description: 'Degrees east of WGS-84, seven digits count' }),
  },
  closed,
);
export type Location = Static<typeof Location>;

export const StoreView = Type.Object({
  storeId: Id,
  ...code,
  name: Type.String(),
  brandId: Nullable(Id),
  regionId: Nullable(Id),
  timeZone: Type.Union([Type.String(), Type.Null()], { description: 'Null: as the merchant’s' }),
  location: Nullable(Location),
  active: Type.Boolean(),
});
export type StoreView = Static<typeof StoreView>;

const placed = {
  brandId: Type.Optional(Nullable(Id)),
  regionId: Type.Optional(Nullable(Id)),
  timeZone: Type.Optional(Nullable(TimeZone)),
  location: Type.Optional(Nullable(Location)),
};
export const NewStore = Type.Object({ code: Code, name: Name, ...placed }, closed);
export type NewStore = Static<typeof NewStore>;
export const StoreChange = Type.Object(
  { name: Type.Optional(Name), ...placed, active: Type.Optional(Type.Boolean()) },
  { ...closed, minProperties: 1 },
);
export type StoreChange = Static<typeof StoreChange>;

export const TerminalView = Type.Object({
  terminalId: Id,
  storeId: Id,
  ...code,
  name: Type.String(),
  active: Type.Boolean(),
});
export type TerminalView = Static<typeof TerminalView>;

const OneTimePassword = Nullable(
  Type.String({ description: 'To be changed at the first sign-in, within 7 days. Null in a repeat: it is shown once' }),
);

export const NewMerchant = Type.Object(
  {
    name: Name,
    currency: Type.Optional(
      Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217, CNY unless told; it stays for good' }),
    ),
    timeZone: Type.Optional(TimeZone),
    locale: Type.Optional(LocaleName),
    dayStartMinute: Type.Optional(Type.Integer({ minimum: 0, maximum: 1439 })),
    owner: Type.Object({ signInName: SignInName, displayName: Name }, closed),
    store: Type.Optional(NewNamed),
  },
  closed,
);
export type NewMerchant = Static<typeof NewMerchant>;
export const MerchantAdded = Type.Object({
  merchantId: Id,
  ownerId: Id,
  storeId: Nullable(Id),
  oneTimePassword: OneTimePassword,
});
export type MerchantAdded = Static<typeof MerchantAdded>;

export const StaffView = Type.Object({
  staffId: Id,
  displayName: Type.String(),
  signInName: Type.String(),
  role: Type.Enum([...STAFF_ROLES]),
  storeId: Nullable(Id),
  mustChangePassword: Type.Boolean(),
  active: Type.Boolean(),
  createdAt: Instant,
});
export type StaffView = Static<typeof StaffView>;
export const NewStaff = Type.Object(
  {
    displayName: Name,
    signInName: SignInName,
    role: Type.Enum([...STAFF_ROLES]),
    storeId: Type.Optional(Nullable(Id)),
  },
  closed,
);
export type NewStaff = Static<typeof NewStaff>;
export const StaffAdded = Type.Object({ ...StaffView.properties, oneTimePassword: OneTimePassword });
export type StaffAdded = Static<typeof StaffAdded>;
export const StaffChange = Type.Object(
  {
    displayName: Type.Optional(Name),
    role: Type.Optional(Type.Enum([...STAFF_ROLES])),
    storeId: Type.Optional(Nullable(Id)),
    active: Type.Optional(Type.Boolean()),
  },
  { ...closed, minProperties: 1 },
);
export type StaffChange = Static<typeof StaffChange>;
export const PasswordReset = Type.Object({ staffId: Id, oneTimePassword: OneTimePassword });

export const ApiKeyView = Type.Object({
  keyId: Id,
  name: Type.String(),
  scopes: Type.Array(Type.Enum([...SCOPES])),
  createdAt: Instant,
  revokedAt: Nullable(Instant),
});
export type ApiKeyView = Static<typeof ApiKeyView>;
export const NewApiKey = Type.Object(
  {
    name: Name,
    scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
  },
  closed,
);
export type NewApiKey = Static<typeof NewApiKey>;
export const ApiKeyAdded = Type.Object({
  ...ApiKeyView.properties,
  token: Nullable(Type.String({ description: 'Send it as "Authorization: Bearer …". Null in a repeat: shown once' })),
});
export type ApiKeyAdded = Static<typeof ApiKeyAdded>;

export const StoreParams = Type.Object({ storeId: Id });
export const StaffParams = Type.Object({ staffId: Id });
export const ApiKeyParams = Type.Object({ keyId: Id });

const pageLimit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 }));
/** A page in the order of codes. */
export const ByCodeQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 200 })), limit: pageLimit });
/** A page in the order in which things were made. */
export const ByIdQuery = Type.Object({ after: Type.Optional(Id), limit: pageLimit });

export const StorePage = pageOf(StoreView);
export const BrandPage = pageOf(BrandView);
export const RegionPage = pageOf(RegionView);
export const TerminalPage = pageOf(TerminalView);
export const StaffPage = pageOf(StaffView);
export const ApiKeyPage = pageOf(ApiKeyView);
export const AgencyMerchantPage = pageOf(AgencyMerchantView);

export const EventsQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
});
export const EventPage = Type.Object({
  items: Type.Array(
    Type.Object({
      position: Type.Integer({ description: 'Counts 1, 2, 3 … without a gap' }),
      eventId: Id,
      type: Type.String({ description: 'As in docs/events.md' }),
      payload: Type.Unknown(),
      occurredAt: Instant,
    }),
  ),
  next: Type.String({ description: 'The position to ask after next; where nothing is new, the one that was sent' }),
});
