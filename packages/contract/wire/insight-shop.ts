import { Type, type Static } from 'typebox';
import { Day, Id, Instant } from '../wire.ts';
import { Count, insightFrame as frame, InsightQuery, orNull, ShareBps } from './insight-frame.ts';

const exact = { additionalProperties: false } as const;
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });

/** What sells elsewhere: a list, or the text of a CSV file with columns such as sku, name, rank and share (in percent). */
export const ImportRanking = Type.Object(
  {
    source: Text(100),
    day: Day,
    items: Type.Optional(
      Type.Array(
        Type.Object(
          {
            sku: Type.Optional(Text(64)),
            name: Type.Optional(Text(200)),
            rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
            shareBps: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
          },
          exact,
        ),
        { minItems: 1, maxItems: 5_000 },
      ),
    ),
    csv: Type.Optional(Type.String({ minLength: 1, maxLength: 500_000, description: 'Instead of items' })),
  },
  exact,
);
export type ImportRanking = Static<typeof ImportRanking>;

export const RankingView = Type.Object({
  rankingId: Id,
  source: Type.String(),
  day: Day,
  items: Type.Integer({ minimum: 1 }),
  importedAt: Instant,
});
export type RankingView = Static<typeof RankingView>;

export const RankingList = Type.Object({ items: Type.Array(RankingView) });
export type RankingList = Static<typeof RankingList>;

export const InsightHotElsewhereQuery = Type.Object({ ...InsightQuery.properties, rankingId: Type.Optional(Id) });

const Evidence = Type.Object({
  orders: Count,
  stores: Count,
  sellingStores: Count,
  bestStoreBps: ShareBps,
  withOthersBps: ShareBps,
  priceOfTicketBps: ShareBps,
  buyers: Count,
  againBps: ShareBps,
});

/** AN5: hot elsewhere, weak here. */
export const InsightHotElsewhere = Type.Object({
  ...frame,
  ranking: RankingView,
  matched: Type.Integer({ minimum: 0, description: 'Items that are products of the shop' }),
  weak: Type.Array(
    Type.Object({
      productId: Id,
      sku: Type.String(),
      name: Type.String(),
      category: orNull(Type.String()),
      place: Type.Integer({ minimum: 1, description: 'Elsewhere' }),
      shareBps: ShareBps,
      ownPlace: orNull(Type.Integer({ minimum: 1, description: 'By what the own products brought; null: not sold' })),
      gapBps: Type.Integer({ description: 'By how much of the list it stands lower here' }),
      evidence: Evidence,
      hypotheses: Type.Array(
        Type.Object({
          kind: Type.Enum(['placement', 'counter', 'recommendation']),
          because: Type.Enum(['not_sold', 'few_stores', 'one_store_sells', 'cheap_add_on', 'few_know_it']),
        }),
      ),
    }),
  ),
  notCarried: Type.Array(
    Type.Object({ place: Count, sku: orNull(Type.String()), name: orNull(Type.String()), shareBps: ShareBps }),
    { description: 'Items that the shop does not have, the best first' },
  ),
});
export type InsightHotElsewhere = Static<typeof InsightHotElsewhere>;

const { storeId: _, ...days } = InsightQuery.properties;
export const InsightStoreScoreQuery = Type.Object(days);
export const InsightStoreParams = Type.Object({ storeId: Id });

/** AN8: a store's score from its transactions, with all that it is made of. */
export const InsightStoreScore = Type.Object({
  ...frame,
  score: orNull(Type.Integer({ minimum: 0, maximum: 100, description: 'null: too little is known yet' })),
  components: Type.Array(
    Type.Object({
      name: Type.String(),
      weight: Type.Integer({ description: 'Of 100' }),
      unit: Type.Enum(['days', 'bps']),
      value: orNull(Type.Integer({ description: 'null: not measurable yet; its weight goes to the others' })),
      points: orNull(Type.Integer({ minimum: 0, maximum: 100 })),
      noPointsAt: Type.Integer(),
      fullPointsAt: Type.Integer(),
      en: Type.String(),
      zh: Type.String(),
    }),
  ),
});
export type InsightStoreScore = Static<typeof InsightStoreScore>;
