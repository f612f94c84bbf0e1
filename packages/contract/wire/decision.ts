import { Type, type Static } from 'typebox';
import { Day, Id, Instant, MoneyText, Name } from '../wire.ts';

/** Where a customer stands in their own rhythm of visits. */
export const RHYTHMS = ['new', 'on_time', 'due', 'late', 'lapsed'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** Treated: gets the offer. Control: the same offer was chosen and is withheld, for comparison. None: no offer. */
export const ARMS = ['treated', 'control', 'none'] as const;
export type ArmName = (typeof ARMS)[number];

export const PLAN_STATUSES = ['draft', 'approved', 'issuing', 'issued', 'discarded'] as const;
export type PlanStatus = (typeof PLAN_STATUSES)[number];

/** Why a customer was chosen, measured by the own gap between visits or by the merchant's typical one. */
export const CHOSEN_REASONS = [
  'new_first_visit',
  'on_time_own_rhythm',
  'on_time_typical_rhythm',
  'due_own_rhythm',
  'due_typical_rhythm',
  'late_own_rhythm',
  'late_typical_rhythm',
  'lapsed_own_rhythm',
  'lapsed_typical_rhythm',
] as const;
/** Why a customer gets nothing. */
export const NOTHING_REASONS = [
  'never_bought',
  'has_open_offer',
  'recent_offer',
  'no_fitting_offer',
  'comes_anyway',
  'not_worth_it',
  'budget_spent',
  'offers_exhausted',
] as const;
export type ChoiceReason = (typeof CHOSEN_REASONS)[number] | (typeof NOTHING_REASONS)[number];

/** Why an offer was not weighed for a customer. */
export const EXCLUSIONS = ['min_spend_out_of_reach', 'customer_limit_reached'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export const VERDICTS = ['proven_gain', 'proven_loss', 'not_proven_yet'] as const;
export type Verdict = (typeof VERDICTS)[number];

const Bps = Type.Integer({ minimum: 0, maximum: 10_000, description: 'Basis points: 10000 is the whole' });
const GapBps = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'Basis points of a gap: 15000 is 1.5 gaps',
});
const Count = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);

/** What is believed of customers of one rhythm, before the shop's own proofs replace it. */
const RhythmPrior = Type.Object(
  {
    baseBps: Bps,
    upliftBps: Bps,
    followOnVisits: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  { additionalProperties: false },
);
const Priors = {
  new: RhythmPrior,
  on_time: RhythmPrior,
  due: RhythmPrior,
  late: RhythmPrior,
  lapsed: RhythmPrior,
};
const Thresholds = {
  dueBps: GapBps,
  lateBps: GapBps,
  lapsedBps: GapBps,
  shortestGapDays: Type.Integer({ minimum: 1, maximum: 365 }),
};
const Economics = { marginBps: Bps, redeemBps: Bps, fullDepthBps: Type.Integer({ minimum: 1, maximum: 10_000 }) };
const Reach = { reachBps: Type.Integer({ minimum: 0, maximum: 100_000 }) };

/** Every assumption of a plan. They are written into it, so that a reader sees on what it rests. */
export const PlanAssumptions = Type.Object({
  ...Thresholds,
  ...Economics,
  ...Reach,
  priors: Type.Object(Priors, { additionalProperties: false }),
});
export type PlanAssumptions = Static<typeof PlanAssumptions>;

/** The assumptions that a caller sets; the others keep their defaults. */
export const PlanAssumptionsInput = Type.Partial(
  Type.Object({
    ...Thresholds,
    ...Economics,
    ...Reach,
    priors: Type.Partial(Type.Object(Priors), { additionalProperties: false }),
  }),
  { additionalProperties: false },
);
export type PlanAssumptionsInput = Static<typeof PlanAssumptionsInput>;

export const NewPlan = Type.Object(
  {
    name: Name,
    budget: MoneyText,
    asOf: Type.Optional(Day),
    horizonDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    offers: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 20 })),
    assumptions: Type.Optional(PlanAssumptionsInput),
  },
  { additionalProperties: false },
);

export const PlanView = Type.Object({
  planId: Id,
  name: Name,
  status: Type.Enum([...PLAN_STATUSES]),
  asOf: Day,
  budget: MoneyText,
  committed: Type.String({ description: 'What the offers can cost at most' }),
  horizonDays: Type.Integer(),
  controlBps: Bps,
  customers: Count,
  offers: Type.Integer({ minimum: 0, description: 'Customers who are to get an offer' }),
  control: Type.Integer({ minimum: 0, description: 'Customers from whom one is withheld' }),
  issued: Type.Integer({ minimum: 0, description: 'Coupons that were issued' }),
  notIssued: Type.Integer({ minimum: 0, description: 'Offers that could not be issued' }),
  createdAt: Instant,
  approvedAt: orNull(Instant),
  issuedAt: orNull(Instant),
});
export type PlanView = Static<typeof PlanView>;

export const PlanDetail = Type.Object({
  ...PlanView.properties,
  assumptions: PlanAssumptions,
  templates: Type.Array(Type.Object({ templateId: Id, name: Type.String() }), {
    description: 'The offers that were weighed',
  }),
  rhythms: Type.Array(Type.Object({ rhythm: Type.Enum([...RHYTHMS]), treated: Count, control: Count, none: Count })),
});
export type PlanDetail = Static<typeof PlanDetail>;

/** One offer, or nothing where `templateId` is null, as it was weighed for a customer. */
export const PlanCandidate = Type.Object({
  templateId: orNull(Id),
  name: orNull(Type.String()),
  score: Type.String({ description: 'Expected incremental margin, as money' }),
  excluded: orNull(Type.Enum([...EXCLUSIONS])),
});

export const PlanChoice = Type.Object({
  customerId: Id,
  hint: orNull(Type.String()),
  rank: Type.Integer(),
  rhythm: Type.Enum([...RHYTHMS]),
  arm: Type.Enum([...ARMS]),
  templateId: orNull(Id),
  offer: orNull(Type.String({ description: 'Name of the offer that is given or withheld' })),
  reason: Type.Enum([...CHOSEN_REASONS, ...NOTHING_REASONS]),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
    description: 'gapDays, sinceDays, visits, gapIsOwn, ticket (money): what the reason is made of',
  }),
  score: Type.String({ description: 'Expected incremental margin of what was chosen, as money' }),
  propensity: Type.Number({ description: 'How likely this customer was to land in this arm' }),
  candidates: Type.Array(PlanCandidate),
  couponCode: orNull(Type.String()),
  notIssued: orNull(Type.String({ description: 'The code of the refusal for which no coupon was issued' })),
});
export type PlanChoice = Static<typeof PlanChoice>;

export const ChoicesQuery = Type.Object(
  {
    arm: Type.Optional(Type.Enum([...ARMS])),
    rhythm: Type.Optional(Type.Enum([...RHYTHMS])),
    after: Type.Optional(Type.String({ pattern: '^\\d{0,9}$', description: 'The rank of the last one seen' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);

export const PlansQuery = Type.Object(
  { after: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) },
  { additionalProperties: false },
);

const ReportGroup = Type.Object({
  customers: Count,
  buyers: Type.Integer({ minimum: 0, description: 'Customers with at least one receipt since the offers went out' }),
  sales: MoneyText,
  salesPerCustomer: MoneyText,
});

/** An effect a customer, with the interval that holds however often it is looked at. Null where nothing can be said yet. */
const Effect = Type.Object({
  perCustomer: orNull(MoneyText),
  low: orNull(MoneyText),
  high: orNull(MoneyText),
  verdict: Type.Enum([...VERDICTS]),
  method: Type.String(),
  why: orNull(Type.String({ description: 'The code of what is missing for an interval' })),
});
export type Effect = Static<typeof Effect>;

/** What became of a plan or of a coupon template, as of now. */
export const CampaignReport = Type.Object({
  planId: orNull(Id),
  templateId: orNull(Id),
  name: Name,
  asOf: Instant,
  given: Type.Integer({ minimum: 0, description: 'Coupons that were issued' }),
  redeemed: Type.Integer({ minimum: 0, description: 'Coupons that were redeemed at least once' }),
  redemptionRate: orNull(Type.Number({ description: 'Redeemed by given, to the basis point: 0.5789' })),
  discount: MoneyText,
  sales: Type.String({ description: 'Net sales on the receipts that redeemed' }),
  newMembers: Type.Integer({ minimum: 0, description: 'Customers whose first receipt redeemed' }),
  window: orNull(Type.Object({ from: Instant, to: Instant, horizonDays: Type.Integer(), complete: Type.Boolean() })),
  treated: orNull(ReportGroup),
  control: orNull(ReportGroup),
  lift: orNull(Effect),
  profit: orNull(Type.Object({ ...Effect.properties, marginBps: Bps })),
  sampleRatio: orNull(
    Type.Object({
      expectedControl: Type.Number(),
      control: Type.Number(),
      pValue: Type.Number(),
      suspicious: Type.Boolean(),
    }),
  ),
});
export type CampaignReport = Static<typeof CampaignReport>;
