import { Type, type Static } from 'typebox';
import { Id, Instant } from '../wire.ts';

export const CONSENT_PURPOSES = ['membership', 'marketing', 'personalisation', 'profiling', 'face'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export const CONSENT_CHANNELS = ['sms', 'wechat', 'email', 'call', 'app', 'any'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

export const CONSENT_SOURCES = ['till', 'guest_page', 'payment_page', 'import', 'staff', 'api'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const closed = { additionalProperties: false };
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

const Purpose = Type.Enum([...CONSENT_PURPOSES]);
const Channel = Type.Enum([...CONSENT_CHANNELS], { description: 'any stands for all of them' });
const LanguageName = Type.Enum([...LANGUAGES]);

// Whatever is said of one purpose, on one channel.
const said = {
  purpose: Purpose,
  channel: Channel,
  source: Type.Enum([...CONSENT_SOURCES]),
  at: Type.Optional(
    Type.String({ format: 'date-time', description: 'When the person said so; now unless told, never later' }),
  ),
  touchpointId: Type.Optional(Id),
};

export const NewConsent = Type.Object(
  {
    ...said,
    wordingVersion: Type.Integer({ minimum: 0, description: 'The version of the wording that the person was shown' }),
    language: LanguageName,
  },
  closed,
);

export const NewWithdrawal = Type.Object(said, closed);

const ConsentEntryView = Type.Object({
  entryId: Id,
  customerId: Id,
  purpose: Purpose,
  channel: Channel,
  state: Type.Enum(['granted', 'withdrawn']),
  source: Type.String(),
  wordingVersion: orNull(Type.Integer()),
  language: orNull(Type.String()),
  at: Instant,
  recordedAt: Instant,
  touchpointId: orNull(Id),
  recordedBy: Id,
});

export const ConsentRecorded = Type.Object({ entryId: Id });

export const ConsentQuery = Type.Object({
  asOf: Type.Optional(Type.String({ format: 'date-time', description: 'What held at this instant; now unless told' })),
});

export const ConsentLedgerView = Type.Object({
  asOf: Instant,
  live: Type.Array(Type.Object({ purpose: Purpose, channel: Channel }), {
    description: 'What the person agrees to, over all customers that they are known as',
  }),
  entries: Type.Array(ConsentEntryView, { description: 'The last 200, the newest first' }),
});
export type ConsentLedgerView = Static<typeof ConsentLedgerView>;

const WordingText = Type.String({ minLength: 1, maxLength: 4000 });
export const NewConsentWording = Type.Object({ purpose: Purpose, en: WordingText, zh: WordingText }, closed);

const ConsentWordingView = Type.Object({
  purpose: Purpose,
  version: Type.Integer({ description: '0 is the wording that comes with the program' }),
  en: Type.String(),
  zh: Type.String(),
});
export const ConsentWordingSet = ConsentWordingView;
export const ConsentWordingsView = Type.Object({ items: Type.Array(ConsentWordingView) });
