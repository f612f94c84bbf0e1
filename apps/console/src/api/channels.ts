import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChannelAccountChange,
  ChannelAccounts,
  ChannelOrderStep,
  ChannelOrderSummary,
  ChannelOrderView,
  ChannelRefundDecision,
  ItemLink,
  MiniProgramChange,
  MiniPrograms,
  NewChannelAccount,
  NewMiniProgram,
  UnmatchedItems,
} from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const CHANNELS = ['channels'] as const;
/** A guest waits for an order to be taken on, so that the list looks again by itself. */
const LOOK_AGAIN_MS = 10_000;

export type ChannelAccount = ChannelAccounts['items'][number];
export type ChannelName = ChannelAccount['channel'];
export type ChannelAsks = ChannelAccounts['asks'][number];
export type UnmatchedItem = UnmatchedItems['items'][number];
export type MiniProgram = MiniPrograms['items'][number];

/** Platforms' orders, the newest first; those that are not over, or all. */
export const useChannelOrders = (isLive: boolean) =>
  usePages<ChannelOrderSummary>({
    queryKey: [...CHANNELS, 'orders'],
    path: '/v1/channel-orders',
    query: { limit: 50, ...(isLive ? { live: 'true' } : {}) },
    pollMs: () => (isLive ? LOOK_AGAIN_MS : false),
  });

export const useChannelOrder = (channelOrderId: string) =>
  useQuery({
    queryKey: [...CHANNELS, 'order', channelOrderId],
    queryFn: ({ signal }) => call<ChannelOrderView>(`/v1/channel-orders/${channelOrderId}`, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

/** What platforms sold that no product is linked to, each with the product most like it. */
export const useUnmatched = () =>
  useQuery({
    queryKey: [...CHANNELS, 'unmatched'],
    queryFn: async ({ signal }) => (await call<UnmatchedItems>('/v1/channels/unmatched', { signal })).items,
  });

export const useChannelAccounts = () =>
  useQuery({
    queryKey: [...CHANNELS, 'accounts'],
    queryFn: ({ signal }) => call<ChannelAccounts>('/v1/channel-accounts', { signal }),
  });

export const useMiniPrograms = () =>
  useQuery({
    queryKey: [...CHANNELS, 'mini-programs'],
    queryFn: async ({ signal }) => (await call<MiniPrograms>('/v1/mini-programs', { signal })).items,
  });

function useChange<T, R>(act: (input: T) => Promise<R>) {
  const queries = useQueryClient();
  // After a refusal too: that the order has moved on is what the page does not show yet.
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: CHANNELS }) });
}

/** A step of an order, as the API calls it. */
export type OrderStep = 'acceptance' | 'readiness';

export const useTakeStep = (channelOrderId: string) =>
  useChange((step: OrderStep) =>
    call<ChannelOrderStep>(`/v1/channel-orders/${channelOrderId}/${step}`, { method: 'POST' }),
  );

export const useReject = (channelOrderId: string) =>
  useChange((reason: string) =>
    call<ChannelOrderStep>(`/v1/channel-orders/${channelOrderId}/rejection`, { method: 'POST', body: { reason } }),
  );

export const useDecideRefund = () =>
  useChange(({ channelRefundId, ...body }: ChannelRefundDecision & { channelRefundId: string }) =>
    call<void>(`/v1/channel-refunds/${channelRefundId}/decision`, { method: 'POST', body }),
  );

export const useLinkItem = () =>
  useChange((body: ItemLink) => call<void>('/v1/channels/links', { method: 'PUT', body }));

export function useConnectChannel() {
  const once = useIntention();
  return useChange((body: NewChannelAccount) =>
    once(body, (key) => call<unknown>('/v1/channel-accounts', { method: 'POST', body, key })),
  );
}

export const useChangeChannel = () =>
  useChange(({ accountId, ...body }: ChannelAccountChange & { accountId: string }) =>
    call<void>(`/v1/channel-accounts/${accountId}`, { method: 'PATCH', body }),
  );

export function useConnectMiniProgram() {
  const once = useIntention();
  return useChange((body: NewMiniProgram) =>
    once(body, (key) => call<unknown>('/v1/mini-programs', { method: 'POST', body, key })),
  );
}

export const useChangeMiniProgram = () =>
  useChange(({ accountId, ...body }: MiniProgramChange & { accountId: string }) =>
    call<void>(`/v1/mini-programs/${accountId}`, { method: 'PATCH', body }),
  );
