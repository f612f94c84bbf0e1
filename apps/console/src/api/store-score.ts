import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { InsightStoreScore } from '@shuke/contract';
import { call } from './client.ts';
import { INSIGHT, type Question } from './insight.ts';

/** How well a store stands at the end of the period, with all that says so. */
export const useStoreScore = (storeId: string, question: Omit<Question, 'storeId'>) =>
  useQuery({
    queryKey: [...INSIGHT, 'score', storeId, question],
    queryFn: ({ signal }) =>
      call<InsightStoreScore>(`/v1/insight/stores/${storeId}/score`, {
        query: { ...question, storeId: undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
