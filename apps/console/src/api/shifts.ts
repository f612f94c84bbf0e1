import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewShift, ShiftReport, ShiftView } from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const SHIFTS = ['shifts'] as const;

/** The shifts of all stores, the newest first. */
export const useShifts = () => usePages<ShiftView>({ queryKey: [...SHIFTS, 'list'], path: '/v1/shifts' });

/** What one shift sold, and the cash that it should hold. */
export const useShift = (shiftId: string) =>
  useQuery({
    queryKey: [...SHIFTS, 'one', shiftId],
    queryFn: ({ signal }) => call<ShiftReport>(`/v1/shifts/${shiftId}`, { signal }),
  });

export function useOpenShift() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: NewShift) => once(body, (key) => call<ShiftView>('/v1/shifts', { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SHIFTS }),
  });
}

export function useCloseShift(shiftId: string) {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (counted: string) =>
      once(counted, (key) =>
        call<ShiftReport>(`/v1/shifts/${shiftId}/closing`, { method: 'POST', body: { counted }, key }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: SHIFTS }),
  });
}
