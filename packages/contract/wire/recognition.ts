import { Type, type Static } from 'typebox';
import { Code, Day, Id, Instant } from '../wire.ts';
import { IDENTIFIER_KINDS, IdentifierKindName, IdentifierValue } from './customer.ts';
import { RegularCardView } from './regular.ts';

/** What was seen with a person and can be several people's: it counts, and never by itself. */
export const SHARED_KINDS = ['device', 'wifi', 'real_name_hash'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

/** Everything by which somebody can be recognised. */
export const SIGNAL_KINDS = [...IDENTIFIER_KINDS, 'member_code', ...SHARED_KINDS] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** How well a signal is proven: typed by somebody, read by a machine, vouched for by a provider, or verified by a code. */
export const GRADES = ['typed', 'presented', 'provider', 'verified', 'seen'] as const;
export type Grade = (typeof GRADES)[number];

/** Where an identifier was bound. */
export const IDENTIFIER_SOURCES = ['till', 'payment', 'scan', 'import', 'staff', 'api'] as const;
export type IdentifierSource = (typeof IDENTIFIER_SOURCES)[number];

export const Signal = Type.Object(
  {
    kind: Type.Enum([...SIGNAL_KINDS], {
      description:
        "The identifiers' kinds; member_code: the rotating code of a guest's phone; device, wifi: any stable id of it; real_name_hash: as the payment provider gives it",
    }),
    value: IdentifierValue,
  },
  { additionalProperties: false },
);
export type Signal = Static<typeof Signal>;

export const RecognitionBody = Type.Object(
  {
    signals: Type.Array(Signal, { minItems: 1, maxItems: 12 }),
    storeId: Id,
    touchpointId: Type.Optional(Id),
    terminal: Type.Optional(Code),
  },
  { additionalProperties: false },
);
export type RecognitionBody = Static<typeof RecognitionBody>;

export const RecognitionQuery = Type.Object(
  { include: Type.Optional(Type.Literal('card', { description: "card: with the regular's card" })) },
  { additionalProperties: false },
);

const Confidence = Type.Number({ minimum: 0, maximum: 1 });

export const EvidenceView = Type.Object({
  kind: Type.Enum([...SIGNAL_KINDS]),
  grade: Type.Enum([...GRADES]),
  weight: Type.Number({
    description: 'Decimal logarithm of how much more likely this is of that person than of another',
  }),
  hint: Type.Union([Type.String(), Type.Null()]),
});
export type EvidenceView = Static<typeof EvidenceView>;

const CandidateView = Type.Object({ customerId: Id, confidence: Confidence });

/** Why a signal was not believed. */
export const SIGNAL_FLAGS = ['device_jump', 'shared_by_many'] as const;

export const RecognitionView = Type.Object({
  outcome: Type.Enum(['recognised', 'unknown']),
  customerId: Type.Union([Id, Type.Null()], { description: 'The person; null where it is unknown who it is' }),
  confidence: Type.Union([Confidence, Type.Null()], { description: 'That it is this person; null where unknown' }),
  threshold: Confidence,
  evidence: Type.Array(EvidenceView, { description: 'What speaks for the person, or what was seen where unknown' }),
  unmatched: Type.Array(Type.Enum([...SIGNAL_KINDS]), { description: 'Kinds of the signals that are nobody’s yet' }),
  conflict: Type.Array(CandidateView, { description: 'Where unknown: the people for whom the evidence speaks' }),
  flags: Type.Array(Type.Enum([...SIGNAL_FLAGS])),
  card: Type.Optional(RegularCardView),
});
export type RecognitionView = Static<typeof RecognitionView>;

export const RecognitionSettingView = Type.Object(
  {
    threshold: Type.Number({ minimum: 0.5, maximum: 0.999, description: 'From which confidence on a person is named' }),
  },
  { additionalProperties: false },
);

export const IdentifierBinding = Type.Object(
  { kind: IdentifierKindName, value: IdentifierValue, source: Type.Optional(Type.Enum(['till', 'scan', 'staff'])) },
  { additionalProperties: false },
);

export const IdentifierRelease = Type.Object(
  { kind: IdentifierKindName, value: IdentifierValue },
  { additionalProperties: false },
);

export const BoundIdentifierView = Type.Object({
  kind: IdentifierKindName,
  hint: Type.String(),
  grade: Type.Enum([...GRADES]),
  source: Type.Enum([...IDENTIFIER_SOURCES]),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  seenDays: Type.Integer(),
  verifiedAt: Type.Union([Instant, Type.Null()]),
});
export type BoundIdentifierView = Static<typeof BoundIdentifierView>;
export const BoundIdentifiersView = Type.Object({ items: Type.Array(BoundIdentifierView) });

export const VerificationBody = Type.Object({ phone: IdentifierValue }, { additionalProperties: false });
export const VerificationParams = Type.Object({ verificationId: Id });
export const VerificationView = Type.Object({ verificationId: Id, expiresAt: Instant });
export const VerificationCode = Type.Object(
  { code: Type.String({ pattern: '^[0-9]{6}$' }) },
  { additionalProperties: false },
);
export const CollectedCodeView = Type.Object({
  phone: Type.String({ description: 'E.164' }),
  code: Type.String({ description: 'Six digits; this answer is given once' }),
  expiresAt: Instant,
});

export const MemberCodeView = Type.Object({
  code: Type.String({ description: '20 digits that begin with 88' }),
  secondsLeft: Type.Integer({ description: 'Until the next code; this one is taken for 30 seconds more' }),
});

export const IncidentQuery = Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) });
export const IncidentView = Type.Object({ day: Day, kind: Type.String(), count: Type.Integer() });
export const IncidentsView = Type.Object({ items: Type.Array(IncidentView) });
