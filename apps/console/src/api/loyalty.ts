import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  CustomerView,
  Identifier,
  LedgerLiabilityView,
  LedgerStatementLine,
  MembershipView,
  NewProgramme,
  ProgrammeView,
} from '@shuke/contract';
import { call, Refused } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const LOYALTY = ['loyalty'] as const;

export const useProgramme = () =>
  useQuery({
    queryKey: [...LOYALTY, 'programme'],
    queryFn: ({ signal }) => call<ProgrammeView>('/v1/loyalty/programme', { signal }),
  });

export function useSetProgramme() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: NewProgramme) =>
      once(body, (key) => call<ProgrammeView>('/v1/loyalty/programme', { method: 'PUT', body, key })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: LOYALTY });
      await queries.invalidateQueries({ queryKey: ['tiers'] });
    },
  });
}

/** What guests hold today, and what became of it in the last 30 days. */
export const useLiability = () =>
  useQuery({
    queryKey: [...LOYALTY, 'liability'],
    queryFn: ({ signal }) => call<LedgerLiabilityView>('/v1/ledger/liability', { signal }),
  });

/** Looks for a customer. It sends what the person typed, so it is no address that a browser remembers. */
export const useFindCustomer = () =>
  useMutation({
    mutationFn: (body: Identifier) => call<{ customerId: string }>('/v1/customers/lookups', { method: 'POST', body }),
  });

export const useCustomer = (customerId: string) =>
  useQuery({
    queryKey: [...LOYALTY, 'customer', customerId],
    queryFn: ({ signal }) => call<CustomerView>(`/v1/customers/${customerId}`, { signal }),
  });

export const useMembership = (customerId: string) =>
  useQuery({
    queryKey: [...LOYALTY, 'member', customerId],
    queryFn: ({ signal }) => call<MembershipView>(`/v1/customers/${customerId}/membership`, { signal }),
  });

/** The movements of a customer's units, or of a card, the newest first. Nobody who never held anything is a refusal. */
export const useStatement = (holderId: string) =>
  usePages<LedgerStatementLine>({
    queryKey: [...LOYALTY, 'statement', holderId],
    path: `/v1/ledger/holders/${holderId}/transfers`,
    query: { limit: 50 },
  });

export const isNeverHeld = (error: Error | null): boolean =>
  error instanceof Refused && error.problem.code === 'ledger_holder_not_found';

export type UnitsByHand =
  | { what: 'points-adjustments'; points: number; reason: string }
  | { what: 'stamps'; cardId: string; stamps: number; reason: string };

/** Gives or takes points, or gives stamps, by hand. */
export function useUnitsByHand(customerId: string) {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: ({ what, ...body }: UnitsByHand) =>
      once([what, body], (key) => call(`/v1/customers/${customerId}/${what}`, { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: LOYALTY }),
  });
}
