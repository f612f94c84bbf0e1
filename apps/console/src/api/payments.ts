import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  NewPaymentAccount,
  PaymentAccountChange,
  PaymentAccounts,
  PaymentAlerts,
  PaymentDifferenceResolution,
  PaymentDifferenceView,
  PaymentReconciled,
  PaymentReconciliation,
} from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const PAYMENTS = ['payments'] as const;

export type PaymentAccount = PaymentAccounts['items'][number];
export type AccountAsks = PaymentAccounts['asks'][number];

/** A refund that a provider would not pay. */
export interface FailedRefund {
  refundId: string;
  paymentId: string;
  amount: string;
  providerCode: string | null;
  createdAt: string;
}

/** The accounts with providers, what is owed by each, and what an account of each asks for. */
export const usePaymentAccounts = () =>
  useQuery({
    queryKey: [...PAYMENTS, 'accounts'],
    queryFn: ({ signal }) => call<PaymentAccounts>('/v1/payment-accounts', { signal }),
  });

/** Where bills and books differ, the newest first; those that are open unless all are wanted. */
export const useDifferences = (isOpen: boolean) =>
  usePages<PaymentDifferenceView>({
    queryKey: [...PAYMENTS, 'differences'],
    path: '/v1/payment-differences',
    query: { limit: 50, ...(isOpen ? { open: 'true' } : {}) },
  });

export type PaymentAlert = PaymentAlerts['items'][number];

/** What was told in a provider's name last and not believed. */
export const useAlerts = () =>
  useQuery({
    queryKey: [...PAYMENTS, 'alerts'],
    queryFn: async ({ signal }) => (await call<PaymentAlerts>('/v1/payment-alerts', { signal })).items,
  });

export const useFailedRefunds = () =>
  usePages<FailedRefund>({
    queryKey: [...PAYMENTS, 'failed-refunds'],
    path: '/v1/payment-refunds/failed',
    query: { limit: 50 },
  });

function useChange<T, R>(act: (input: T) => Promise<R>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSuccess: () => queries.invalidateQueries({ queryKey: PAYMENTS }) });
}

export type Resolving = PaymentDifferenceResolution & { differenceId: string };

export const useResolveDifference = () =>
  useChange(({ differenceId, ...body }: Resolving) =>
    call<void>(`/v1/payment-differences/${differenceId}/resolution`, { method: 'POST', body }),
  );

export const useRetryRefund = () =>
  useChange((refundId: string) => call<void>(`/v1/payment-refunds/${refundId}/retry`, { method: 'POST' }));

/** Reads a provider's bill of a day now. */
export const useReconcile = () =>
  useChange((body: PaymentReconciliation) =>
    call<PaymentReconciled>('/v1/payment-reconciliations', { method: 'POST', body }),
  );

export function useConnectAccount() {
  const once = useIntention();
  return useChange((body: NewPaymentAccount) =>
    once(body, (key) => call<unknown>('/v1/payment-accounts', { method: 'POST', body, key })),
  );
}

export const useChangeAccount = () =>
  useChange(({ accountId, ...body }: PaymentAccountChange & { accountId: string }) =>
    call<void>(`/v1/payment-accounts/${accountId}`, { method: 'PATCH', body }),
  );
