import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  OrderPostings,
  OrderSettlement,
  OrderSummary,
  OrderView,
  PaymentView,
  RefundRequest,
  RefundView,
} from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const ORDERS = ['orders'] as const;

/** The orders of a period of business days, both ends included, the newest first; all without a period. */
export const useOrders = (period: readonly [string, string] | null) =>
  usePages<OrderSummary>({
    queryKey: [...ORDERS, 'list'],
    path: '/v1/orders',
    query: { from: period?.[0], to: period?.[1] },
  });

export const useOrder = (orderId: string) =>
  useQuery({
    queryKey: [...ORDERS, 'one', orderId],
    queryFn: ({ signal }) => call<OrderView>(`/v1/orders/${orderId}`, { signal }),
  });

/** How an order was paid, what took off what, what it earned and what came back. */
export const useSettlement = (orderId: string) =>
  useQuery({
    queryKey: [...ORDERS, 'settlement', orderId],
    queryFn: ({ signal }) => call<OrderSettlement>(`/v1/orders/${orderId}/settlement`, { signal }),
  });

export const usePostings = (orderId: string) =>
  useQuery({
    queryKey: [...ORDERS, 'postings', orderId],
    queryFn: ({ signal }) => call<OrderPostings>(`/v1/orders/${orderId}/postings`, { signal }),
  });

export const usePayment = (paymentId: string) =>
  useQuery({
    queryKey: [...ORDERS, 'payment', paymentId],
    queryFn: ({ signal }) => call<PaymentView>(`/v1/payments/${paymentId}`, { signal }),
  });

/** Takes goods of an order back, and says what each tender gets back. */
export function useRefund(orderId: string) {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: RefundRequest) =>
      once(body, (key) => call<RefundView>(`/v1/orders/${orderId}/refunds`, { method: 'POST', body, key })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ORDERS });
      await queries.invalidateQueries({ queryKey: ['loyalty'] });
    },
  });
}
