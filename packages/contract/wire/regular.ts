import { Type, type Static } from 'typebox';
import { Day, Id, Instant } from '../wire.ts';

const orNull = <T extends Parameters<typeof Type.Array>[0]>(type: T) => Type.Union([type, Type.Null()]);
const Bps = Type.Integer({ description: 'Basis points: 2500 is 25 %' });
const Count = Type.Integer({ minimum: 0 });

export const AskRegularCard = Type.Object({ customerId: Id, storeId: Id }, { additionalProperties: false });

const Taste = Type.Object({
  dimension: Type.String(),
  value: Type.String(),
  nameEn: Type.String(),
  nameZh: Type.String(),
  intensity: Type.Integer({ description: '1 a little, 2 as usual, 3 a lot; of what is avoided, 1 less and 3 none' }),
  allergy: Type.Boolean(),
  confidence: Type.Number(),
});

/** What a till shows of a regular within a second of knowing who it is. */
export const RegularCardView = Type.Object({
  customerId: Id,
  name: orNull(Type.String()),
  salutation: orNull(Type.String()),
  locale: orNull(Type.String()),
  avoids: Type.Array(Taste, { description: 'Allergies first; these before all else' }),
  likes: Type.Array(Taste),
  notes: Type.Array(Type.Object({ noteId: Id, kind: Type.String(), text: Type.String() })),
  usual: orNull(
    Type.Object({
      items: Type.Array(Type.Object({ sku: Type.String(), name: Type.String(), orders: Count, shareBps: Bps }), {
        description: 'What is in at least a fifth of the last 60 orders',
      }),
      time: Type.String({ description: "The usual time by the store's clock, HH:MM" }),
      orders: Count,
    }),
  ),
  lastVisit: orNull(Type.Object({ day: Day, daysAgo: Count, storeId: Id })),
  rhythmDays: orNull(Type.Number({ description: 'The usual gap between visits; null with less than three' })),
  tier: orNull(Type.Object({ tierId: Type.String(), name: Type.String() })),
  points: orNull(
    Type.Object({
      spendable: Count,
      toNext: orNull(
        Type.Integer({ description: 'Points until the next step that can be spent; null where they pay nothing' }),
      ),
    }),
  ),
  stamps: Type.Array(Type.Object({ cardId: Type.String(), name: Type.String(), has: Count, missing: Count })),
  coupons: Type.Array(Type.Object({ couponId: Id, code: Type.String(), name: Type.String(), expiresAt: Instant }), {
    description: 'That can be used now, the first to end first',
  }),
});
export type RegularCardView = Static<typeof RegularCardView>;
