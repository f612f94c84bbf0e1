import { Type, type Static, type TSchema } from 'typebox';
import { Day, Id, MoneyText } from '../wire.ts';
import { CONSENT_CHANNELS, CONSENT_PURPOSES } from './consent.ts';
import { ACTIVITY_CLASSES, LOYALTY_CLASSES, VALUE_CLASSES } from './insight.ts';
import { STAGES } from './lifecycle.ts';
import { TAG_DIMENSIONS } from './tag.ts';
import { TOUCHPOINT_KINDS } from './touchpoint.ts';

/** How big a rule may be; `listed` is of one list in it. */
export const RULE_LIMITS = { depth: 6, nodes: 40, listed: 100 } as const;

const closed = { additionalProperties: false } as const;
const few = <T extends TSchema>(item: T) => Type.Array(item, { minItems: 1, maxItems: RULE_LIMITS.listed });
const Ids = Type.Optional(few(Id));
const Texts = Type.Optional(few(Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' })));
const Days = Type.Integer({ minimum: 0, maximum: 3660 });
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 });

const between = <T extends TSchema>(item: T, description: string) =>
  Type.Object({ least: Type.Optional(item), most: Type.Optional(item) }, { ...closed, minProperties: 1, description });

/** Business days. Without it: ever. */
export const RuleWhen = Type.Union(
  [
    Type.Object(
      {
        lastDays: Type.Integer({
          minimum: 1,
          maximum: 3660,
          description: 'So many days, the last of which is asked about',
        }),
        skipDays: Type.Optional(
          Type.Integer({ minimum: 0, maximum: 3660, description: 'That end so many days earlier' }),
        ),
      },
      closed,
    ),
    Type.Object({ from: Type.Optional(Day), to: Type.Optional(Day) }, { ...closed, minProperties: 1 }),
  ],
  { description: 'Business days, both ends included' },
);
export type RuleWhen = Static<typeof RuleWhen>;

const where = { storeIds: Ids, regionIds: Ids, brandIds: Ids };

/** Which purchases are meant: all conditions hold, of a list any. */
const purchase = {
  skus: Texts,
  categories: Texts,
  productBrands: Texts,
  ...where,
  sources: Texts,
  weekdays: Type.Optional(
    Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, description: '1 is Monday' }),
  ),
  hours: Type.Optional(
    Type.Array(Type.Integer({ minimum: 0, maximum: 23 }), {
      minItems: 1,
      maxItems: 24,
      description: "Hours of the store's own clock",
    }),
  ),
  kept: Type.Optional(Type.Boolean({ description: 'Without lines that came back whole; only as of today' })),
};
export const RulePurchase = Type.Object(purchase, closed);
export type RulePurchase = Static<typeof RulePurchase>;

const When = Type.Optional(RuleWhen);
const DaysAgo = between(Days, 'Days before the day that is asked about; 0 is that day');

const leaf = <Name extends string, P extends Record<string, TSchema>>(name: Name, fields: P, description: string) =>
  Type.Object({ is: Type.Literal(name), ...fields }, { ...closed, description });

const behaviour = {
  bought: leaf(
    'bought',
    {
      ...purchase,
      when: When,
      orders: Type.Optional(between(Count, 'Different orders')),
      days: Type.Optional(between(Count, 'Different business days')),
      units: Type.Optional(between(Count, 'Units, of what is weighed in whole kilograms')),
      amount: Type.Optional(between(MoneyText, 'What these purchases came to')),
    },
    'Bought such things; at least once unless told',
  ),
  first_bought: leaf('first_bought', { ...purchase, daysAgo: DaysAgo }, 'Bought such things for the first time then'),
  last_bought: leaf('last_bought', { ...purchase, daysAgo: DaysAgo }, 'Bought such things for the last time then'),
  sequence: leaf(
    'sequence',
    {
      first: RulePurchase,
      next: RulePurchase,
      withinDays: Type.Integer({ minimum: 1, maximum: 3660 }),
      when: When,
    },
    'Bought the one and, on a later day within so many days, the other',
  ),
};

const places = {
  place: leaf(
    'place',
    {
      which: Type.Enum(['last', 'usual'], { description: 'The store of the last order, or of most visit days' }),
      ...where,
      near: Type.Optional(Type.Object({ storeId: Id, metres: Type.Integer({ minimum: 1, maximum: 100_000 }) }, closed)),
    },
    'Is at home in such stores',
  ),
  touchpoint: leaf(
    'touchpoint',
    {
      touchpointIds: Ids,
      kinds: Type.Optional(few(Type.Enum([...TOUCHPOINT_KINDS]))),
      events: Type.Optional(few(Type.Enum(['scan', 'join', 'member', 'order', 'payment', 'reaction']))),
      when: When,
    },
    'Was met at such a touchpoint',
  ),
};

const person = {
  profile: leaf('profile', { sources: Texts, created: Type.Optional(RuleWhen) }, 'Was first seen there, or then'),
  stage: leaf('stage', { stages: few(Type.Enum([...STAGES])) }, 'Has come so far from contact to paid member'),
  tier: leaf('tier', { tiers: few(Type.String({ minLength: 1, maxLength: 64 })) }, 'Stands in such a tier'),
  consent: leaf(
    'consent',
    { purpose: Type.Enum([...CONSENT_PURPOSES]), channel: Type.Enum([...CONSENT_CHANNELS]) },
    'Agrees to the purpose on the channel',
  ),
  tag: leaf(
    'tag',
    {
      dimension: Type.Enum([...TAG_DIMENSIONS]),
      values: few(Type.String({ minLength: 1, maxLength: 80 })),
      allergy: Type.Optional(Type.Boolean({ description: 'Only allergies, of what is avoided' })),
      surenessBps: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000, description: '5000 unless told' })),
    },
    'Likes or avoids such a thing; only as of today',
  ),
  activity: leaf('activity', { classes: few(Type.Enum([...ACTIVITY_CLASSES])) }, 'As the dashboards class activity'),
  loyalty: leaf('loyalty', { classes: few(Type.Enum([...LOYALTY_CLASSES])) }, 'As the dashboards class loyalty'),
  value: leaf('value', { classes: few(Type.Enum([...VALUE_CLASSES])) }, 'As the dashboards class value'),
  outlook: leaf(
    'outlook',
    {
      withinDays: Type.Integer({ minimum: 1, maximum: 365 }),
      stillBps: Type.Optional(
        between(
          Type.Integer({ minimum: 0, maximum: 10_000 }),
          'The chance of being still a customer, in hundredths of a percent',
        ),
      ),
      visits: Type.Optional(between(Type.Number({ minimum: 0, maximum: 365 }), 'Visit days that are expected')),
      amount: Type.Optional(between(MoneyText, 'What these visits are expected to come to')),
    },
    'Is expected to come so often within so many days, as a model of all customers has it; nobody where there are too few',
  ),
  share: leaf(
    'share',
    {
      salt: Type.String({ minLength: 1, maxLength: 64 }),
      fromBps: Type.Integer({ minimum: 0, maximum: 9_999 }),
      toBps: Type.Integer({ minimum: 1, maximum: 10_000 }),
    },
    'A random share of all people, the same ones for the same salt; the end is not included',
  ),
  audience: leaf('audience', { audienceId: Id }, 'Is in a saved audience, by its rule'),
};

/** Everything that a rule can ask of a person by itself. */
export const AUDIENCE_LEAVES = { ...behaviour, ...places, ...person };
export type LeafKind = keyof typeof AUDIENCE_LEAVES;
export type AudienceLeaf = { [K in LeafKind]: Static<(typeof AUDIENCE_LEAVES)[K]> }[LeafKind];
export type LeafOf<K extends LeafKind> = Extract<AudienceLeaf, { is: K }>;

/** Rules together: all of them hold, any, or none. `none` of one rule is its contrary. */
export interface AudienceGroup {
  readonly match: 'all' | 'any' | 'none';
  readonly of: readonly AudienceRule[];
}
export type AudienceRule = AudienceLeaf | AudienceGroup;

/** A rule as JSON Schema, for editors and other programs; `$ref` makes it recursive. */
export const audienceRuleSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $ref: '#/$defs/rule',
  $defs: {
    rule: {
      anyOf: [{ $ref: '#/$defs/group' }, ...Object.keys(AUDIENCE_LEAVES).map((name) => ({ $ref: `#/$defs/${name}` }))],
    },
    group: {
      type: 'object',
      required: ['match', 'of'],
      additionalProperties: false,
      properties: {
        match: { enum: ['all', 'any', 'none'] },
        of: { type: 'array', minItems: 1, maxItems: RULE_LIMITS.nodes, items: { $ref: '#/$defs/rule' } },
      },
    },
    ...AUDIENCE_LEAVES,
  },
} as const;
