import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  BillAddition,
  BillChange,
  BillMerge,
  BillSplit,
  BillsSplit,
  BillSummary,
  BillView,
  BillVoid,
  NewBill,
  Quote,
} from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const BILLS = ['bills'] as const;
/** Apart from the bills: a quote is of one state of a bill, and one that has ended has none. */
const QUOTES = ['bill-quotes'] as const;
/** Waiters add to bills all the time. */
const LOOK_AGAIN_MS = 15_000;

/** Open bills and held sales, the oldest first; of all stores where none is named. */
export const useBills = (storeCode?: string) =>
  usePages<BillSummary>({
    queryKey: [...BILLS, 'list'],
    path: '/v1/bills',
    query: { limit: 50, storeCode },
    pollMs: () => LOOK_AGAIN_MS,
  });

export const useBill = (billId: string) =>
  useQuery({
    queryKey: [...BILLS, 'one', billId],
    queryFn: ({ signal }) => call<BillView>(`/v1/bills/${billId}`, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

/** What an open bill costs now. Prices do not stand on it, so each state of it is asked for anew. */
export const useBillQuote = ({ billId, version }: Pick<BillView, 'billId' | 'version'>) =>
  useQuery({
    queryKey: [...QUOTES, billId, version],
    queryFn: ({ signal }) => call<Quote>(`/v1/bills/${billId}/quote`, { method: 'POST', body: {}, signal }),
  });

/** A write to a bill. After a refusal it is read again too, for mostly somebody else was faster. */
function useWrite<Body, Answer>(path: string, method: 'POST' | 'PATCH' = 'POST') {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: Body) => once(body, (key) => call<Answer>(path, { method, body, key })),
    onSettled: () => queries.invalidateQueries({ queryKey: BILLS }),
  });
}

export const useOpenBill = () => useWrite<NewBill, BillView>('/v1/bills');
export const useChangeBill = (billId: string) => useWrite<BillChange, BillView>(`/v1/bills/${billId}`, 'PATCH');
export const useAddToBill = (billId: string) => useWrite<BillAddition, BillView>(`/v1/bills/${billId}/lines`);
export const useSplitBill = (billId: string) => useWrite<BillSplit, BillsSplit>(`/v1/bills/${billId}/split`);
export const useMergeBills = (billId: string) => useWrite<BillMerge, BillView>(`/v1/bills/${billId}/merge`);
export const useVoidBill = (billId: string) => useWrite<BillVoid, BillView>(`/v1/bills/${billId}/void`);
