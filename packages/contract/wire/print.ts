import { Type, type Static } from 'typebox';
import { Id, Instant } from '../wire.ts';
import { TRIMMED_TEXT } from './catalog.ts';

const exact = { additionalProperties: false } as const;
const StoreCode = Type.String({ minLength: 1, maxLength: 64, pattern: TRIMMED_TEXT });

const Width = Type.Union([Type.Literal(58), Type.Literal(80)], { description: 'Of the paper, in millimetres' });
const Language = Type.Union([Type.Literal('zh'), Type.Literal('en')]);

export const TicketQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Union([Type.Literal('svg'), Type.Literal('escpos')], {
        description: 'A picture, or bytes for a printer in GB 18030',
      }),
    ),
    width: Type.Optional(Width),
    language: Type.Optional(Language),
  },
  exact,
);

export const ClaimTickets = Type.Object(
  {
    storeCode: StoreCode,
    most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    width: Type.Optional(Width),
    language: Type.Optional(Language),
  },
  exact,
);
export type ClaimTickets = Static<typeof ClaimTickets>;

export const ClaimedTickets = Type.Object({
  heldUntil: { ...Instant, description: 'Print and acknowledge before; afterwards another printer may get them' },
  tickets: Type.Array(
    Type.Object({
      jobId: Id,
      referenceId: Id,
      kind: Type.String({ description: 'kitchen or receipt' }),
      isReprint: Type.Boolean(),
      escpos: Type.String({ description: 'The bytes for the printer, in base64' }),
    }),
  ),
});
export type ClaimedTickets = Static<typeof ClaimedTickets>;

export const PrintJobParams = Type.Object({ jobId: Id });
