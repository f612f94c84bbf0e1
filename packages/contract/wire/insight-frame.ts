import { Type } from 'typebox';
import { Day, Id, Instant } from '../wire.ts';

/** What every answer of the dashboards says about itself, and the figures that many of them have. */
export type Schema = Parameters<typeof Type.Array>[0];
export const orNull = <T extends Schema>(type: T) => Type.Union([type, Type.Null()]);
export const Count = Type.Integer({ minimum: 0 });
export const ShareBps = orNull(Type.Integer({ description: 'Basis points; null where the whole is nothing' }));
export const ChangeBps = orNull(
  Type.Integer({ description: 'Basis points more than in the comparison; null from nothing' }),
);
export const GapDays = orNull(Type.Number({ minimum: 0, description: 'Days, a multiple of 0.25' }));

/** The period of a question. Without days it is the last 30 that end on the latest business day with an order. */
export const InsightQuery = Type.Object({
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  storeId: Type.Optional(Id),
  compare: Type.Optional(
    Type.Enum(['previous', 'last_year', 'days'], {
      description:
        'previous: as many days right before, the default; last_year: the same days a year earlier; days: compareFrom to compareTo',
    }),
  ),
  compareFrom: Type.Optional(Day),
  compareTo: Type.Optional(Day),
});

export const InsightDefinition = Type.Object({
  code: Type.String({ description: 'Stable; another way to count gets another code' }),
  en: Type.String(),
  zh: Type.String(),
});

export const InsightSpan = Type.Object({ from: Day, to: Day, days: Type.Integer({ minimum: 1 }) });

/** What every answer says about itself. */
export const insightFrame = {
  definition: InsightDefinition,
  period: Type.Object({
    ...InsightSpan.properties,
    chosenBy: Type.Enum(['caller', 'latest_data', 'today'], {
      description: 'latest_data: 30 days to the latest business day with an order; today: no order yet',
    }),
  }),
  comparison: Type.Object({
    ...InsightSpan.properties,
    chosenBy: Type.Enum(['previous', 'last_year', 'days']),
    complete: Type.Boolean({ description: 'False where the first order came after the comparison began' }),
  }),
  storeId: orNull(Id),
  freshness: Type.Object({
    asOf: Type.String({ format: 'date', description: 'The business day whose end the answer describes' }),
    latestBusinessDay: orNull(Day),
    computedAt: Instant,
    engine: Type.Enum(['duckdb', 'postgres'], {
      description: 'duckdb: the columnar copy; postgres: the database itself',
    }),
    position: Type.Integer({ minimum: 0, description: 'Up to which event it holds what happened' }),
    lagSeconds: Type.Integer({ minimum: 0, description: 'Since what it was made from was so' }),
  }),
  hasData: Type.Boolean({ description: 'False where no order at all is known up to the end of the period' }),
};
