import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FunnelView, StoreView, TouchpointKind } from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';

const TOUCHPOINTS = ['touchpoints'] as const;

/** What each touchpoint brought in the last 30 days, with what the figures mean. */
export const useFunnel = () =>
  useQuery({
    queryKey: [...TOUCHPOINTS, 'funnel'],
    queryFn: ({ signal }) => call<FunnelView>('/v1/touchpoints/funnel', { signal }),
  });

/** The stores, at most 200, to say where a touchpoint is. */
export const useStores = () =>
  useQuery({
    queryKey: ['stores'],
    queryFn: async ({ signal }) =>
      (await call<{ items: StoreView[] }>('/v1/stores', { query: { limit: 200 }, signal })).items,
    staleTime: 60_000,
  });

export interface NewTouchpoints {
  kind: TouchpointKind;
  label: string;
  storeCode: string | null;
  cost?: string;
  /** Given for a numbered batch. */
  numbers?: { from: number; to: number };
}

/** Makes one touchpoint, or a numbered batch of them. */
export function useCreateTouchpoints() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: ({ numbers, ...rest }: NewTouchpoints) => {
      const path = numbers ? '/v1/touchpoints/batches' : '/v1/touchpoints';
      const body = { ...rest, ...numbers };
      return once([path, body], (key) => call<unknown>(path, { method: 'POST', body, key }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: TOUCHPOINTS }),
  });
}

/** Where the sheet of codes is. Guests reach this server where this page was reached. */
export const sheetUrl = (storeId?: string): string => {
  const query = new URLSearchParams({ baseUrl: location.origin, ...(storeId ? { storeId } : {}) });
  return `/v1/touchpoints/sheets?${query}`;
};
