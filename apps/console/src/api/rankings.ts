import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ImportRanking, InsightHotElsewhere, RankingList, RankingView } from '@shuke/contract';
import { call } from './client.ts';
import { INSIGHT, type Question } from './insight.ts';
import { useIntention } from './intention.ts';

const RANKINGS = [...INSIGHT, 'rankings'] as const;

/** What was imported of what sells elsewhere, the latest days first. */
export const useRankings = () =>
  useQuery({
    queryKey: RANKINGS,
    queryFn: async ({ signal }) => (await call<RankingList>('/v1/insight/rankings', { signal })).items,
  });

/** What of a ranking sells elsewhere and not here. */
export const useHotElsewhere = (rankingId: string, question: Question) =>
  useQuery({
    queryKey: [...INSIGHT, 'hot-elsewhere', rankingId, question],
    queryFn: ({ signal }) =>
      call<InsightHotElsewhere>('/v1/insight/hot-elsewhere', { query: { ...question, rankingId }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export function useImportRanking() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: ImportRanking) =>
      once(body, (key) => call<RankingView>('/v1/insight/rankings', { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: INSIGHT }),
  });
}
