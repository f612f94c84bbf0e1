import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  NewPromotion,
  PromotionStatus,
  PromotionVersionView,
  PromotionView,
  Quote,
  QuoteRequest,
} from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const PROMOTIONS = ['promotions'] as const;

/** The promotions in a status, or all of them, the newest first. */
export const usePromotions = (status: PromotionStatus | undefined) =>
  usePages<PromotionView>({ queryKey: [...PROMOTIONS, 'list'], path: '/v1/promotions', query: { status } });

export const usePromotion = (promotionId: string | undefined) =>
  useQuery({
    queryKey: [...PROMOTIONS, 'one', promotionId],
    queryFn: ({ signal }) => call<PromotionView>(`/v1/promotions/${promotionId}`, { signal }),
    enabled: promotionId !== undefined,
  });

/** Every version of one, the newest first. */
export const usePromotionVersions = (promotionId: string) =>
  usePages<PromotionVersionView>({
    queryKey: [...PROMOTIONS, 'versions', promotionId],
    path: `/v1/promotions/${promotionId}/versions`,
  });

/** Makes a draft, or the next version of the promotion that is named. */
export function useSavePromotion(promotionId: string | undefined) {
  const queries = useQueryClient();
  const once = useIntention();
  const path = promotionId === undefined ? '/v1/promotions' : `/v1/promotions/${promotionId}/versions`;
  return useMutation({
    mutationFn: (body: NewPromotion) =>
      once([path, body], (key) => call<PromotionView>(path, { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PROMOTIONS }),
  });
}

export type NextStatus = Exclude<PromotionStatus, 'draft'>;

export function useSetPromotionStatus(promotionId: string) {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (status: NextStatus) =>
      once(status, (key) =>
        call<PromotionView>(`/v1/promotions/${promotionId}/status`, { method: 'PUT', body: { status }, key }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: PROMOTIONS }),
  });
}

/** Prices a cart by what is live. It changes nothing, so it has no key. */
export const useQuote = () =>
  useMutation({ mutationFn: (body: QuoteRequest) => call<Quote>('/v1/quotes', { method: 'POST', body }) });
