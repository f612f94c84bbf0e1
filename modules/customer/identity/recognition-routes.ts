import { RecognitionBody, RecognitionQuery, RecognitionView, type RegularCardView } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { route, type Route } from '@shuke/http';
import { ok } from '@shuke/kernel';
import { recognise } from './recognise.ts';

/** What is known of regulars in modules above this one; the server brings it. */
export interface Cards {
  readonly cardsOf: (ctx: Ctx, tx: Tx, customerIds: readonly string[]) => Promise<Map<string, RegularCardView>>;
}

/** The route of recognition: whoever may serve people may ask who they are, and for the card in the same call. */
export const recognitionRoutes = ({ cardsOf }: Cards): Route[] => [
  route({
    method: 'POST',
    url: '/v1/recognitions',
    summary: 'Who somebody is, by what they show, with confidence and evidence; or that it is unknown',
    access: 'customer:serve',
    query: RecognitionQuery,
    body: RecognitionBody,
    answer: RecognitionView,
    refusals: [
      ...(['identifier_invalid', 'identifier_is_card_number', 'recognition_store_unknown', 'forbidden'] as const),
      ...(['member_code_invalid', 'member_code_expired', 'member_code_used'] as const),
    ],
    handle: async (ctx, { query, body }) => {
      const said = await recognise(ctx, body);
      if (!said.ok || said.value.customerId === null || query.include !== 'card') return said;
      const { customerId } = said.value;
      const card = await inRead(ctx, async (tx) => (await cardsOf(ctx, tx, [customerId])).get(customerId), 'reused');
      return ok({ ...said.value, ...(card ? { card } : {}) });
    },
  }),
];
