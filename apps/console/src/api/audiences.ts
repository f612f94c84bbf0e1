import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AudienceCount,
  AudienceExportBody,
  AudienceRefreshed,
  AudienceRule,
  AudienceView,
  LikelyBuyers,
  LikelyBuyersBody,
} from '@shuke/contract';
import { call, callForFile } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const AUDIENCES = ['audiences'] as const;
const POLL_MS = 1000;
const SAMPLE = 8;

/** An audience whose rule is as the server has checked it. */
export type Audience = Omit<AudienceView, 'rule'> & { rule: AudienceRule };

export interface AudienceMember {
  personId: string;
  hint: string;
  enteredAt: string;
}

const isAwaited = ({ refreshedAt }: Audience): boolean => refreshedAt === null;

/** The saved audiences, the newest first; asked for each second while one has not been looked at yet. */
export const useAudiences = () =>
  usePages<Audience>({
    queryKey: [...AUDIENCES, 'list'],
    path: '/v1/audiences',
    query: { limit: 200 },
    pollMs: (items) => (items as Audience[]).some(isAwaited) && POLL_MS,
  });

export const useAudience = (audienceId: string | undefined) =>
  useQuery({
    queryKey: [...AUDIENCES, 'one', audienceId],
    queryFn: ({ signal }) => call<Audience>(`/v1/audiences/${audienceId}`, { signal }),
    enabled: audienceId !== undefined,
    refetchInterval: (query) => (query.state.data && isAwaited(query.state.data) ? POLL_MS : false),
  });

/** Who is in it as of a refresh, whose moment is part of the key: another refresh, other people. */
export const useMembers = ({ audienceId, refreshedAt }: Audience) =>
  usePages<AudienceMember>({
    queryKey: [...AUDIENCES, 'members', audienceId, refreshedAt],
    path: `/v1/audiences/${audienceId}/members`,
    query: { limit: 50 },
  });

export type Counted = AudienceCount & { tookMs: number };

/** How many people a rule means, and a few of them. What was counted last stays while another rule is counted. */
export const useCount = (rule: AudienceRule | null, asOf: string | null) =>
  useQuery({
    queryKey: [...AUDIENCES, 'count', rule, asOf],
    queryFn: async ({ signal }): Promise<Counted> => {
      const from = performance.now();
      const body = { rule, asOf: asOf ?? undefined, explain: true, sample: SAMPLE };
      const counted = await call<AudienceCount>('/v1/audience-rules/count', { method: 'POST', body, signal });
      return { ...counted, tookMs: performance.now() - from };
    },
    enabled: rule !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export interface AudienceInput {
  name: string;
  rule: AudienceRule;
  /** The one that is changed, as it was read; none for a new one. */
  changes?: Pick<Audience, 'audienceId' | 'version'>;
}

const refreshed = (audienceId: string) =>
  call<AudienceRefreshed>(`/v1/audiences/${audienceId}/refreshes`, { method: 'POST' });

export function useSaveAudience() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: async ({ changes, ...body }: AudienceInput) => {
      const saved = changes
        ? await call<Audience>(`/v1/audiences/${changes.audienceId}`, {
            method: 'PATCH',
            body: { ...body, version: changes.version },
          })
        : await once(body, (key) => call<Audience>('/v1/audiences', { method: 'POST', body, key }));
      // Its people are wanted at once. Where that fails it is saved all the same, and the server looks by itself later.
      await refreshed(saved.audienceId).catch(() => undefined);
      return saved;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: AUDIENCES }),
  });
}

export function useRemoveAudience(audienceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(`/v1/audiences/${audienceId}`, { method: 'DELETE' }),
    onSuccess: () => {
      // Asked for again it would be refused, while its page is still there to see that.
      queries.removeQueries({ queryKey: [...AUDIENCES, 'one', audienceId] });
      return queries.invalidateQueries({ queryKey: [...AUDIENCES, 'list'] });
    },
  });
}

/** Looks at everybody now; says how many came in and went out. */
export function useRefreshAudience(audienceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => refreshed(audienceId),
    onSuccess: () => queries.invalidateQueries({ queryKey: AUDIENCES }),
  });
}

/** The people of it who agree to the purpose on the channel, as a file. Another time is another disclosure: it has no key. */
export const useExportAudience = (audienceId: string) =>
  useMutation({
    mutationFn: (body: AudienceExportBody) =>
      callForFile(`/v1/audiences/${audienceId}/exports`, { method: 'POST', body }),
  });

export const useLikelyBuyers = () =>
  useMutation({
    mutationFn: (body: LikelyBuyersBody) => call<LikelyBuyers>('/v1/likely-buyers', { method: 'POST', body }),
  });
