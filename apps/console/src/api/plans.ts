import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CampaignReport, PlanChoice, PlanDetail, PlanView } from '@shuke/contract';
import { call } from './client.ts';
import { useIntention } from './intention.ts';
import { usePages } from './pages.ts';

const PLANS = ['plans'] as const;
const POLL_MS = 1000;
const BEGUN_MS = 300;
const isIssuing = (plan: Pick<PlanView, 'status'>) => plan.status === 'issuing';

export interface NewPlanInput {
  name: string;
  budget: string;
  asOf?: string;
  horizonDays?: number;
  offers?: string[];
}

export const usePlans = () =>
  usePages<PlanView>({
    queryKey: PLANS,
    path: '/v1/plans',
    pollMs: (plans) => (plans as PlanView[]).some(isIssuing) && POLL_MS,
  });

/** One plan, asked for each second while its coupons are being issued. */
export const usePlan = (planId: string) =>
  useQuery({
    queryKey: [...PLANS, planId],
    queryFn: ({ signal }) => call<PlanDetail>(`/v1/plans/${planId}`, { signal }),
    refetchInterval: (query) => (query.state.data && isIssuing(query.state.data) ? POLL_MS : false),
  });

export interface ChoiceFilter {
  arm?: PlanChoice['arm'];
  rhythm?: PlanChoice['rhythm'];
}

/** What was decided for each customer. `status` is part of the key: issuing adds the coupons' codes. */
export const useChoices = (plan: Pick<PlanView, 'planId' | 'status'>, filter: ChoiceFilter) =>
  usePages<PlanChoice>({
    queryKey: [...PLANS, plan.planId, 'choices', plan.status],
    path: `/v1/plans/${plan.planId}/choices`,
    query: { ...filter, limit: 25 },
  });

export function useCreatePlan() {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    mutationFn: (body: NewPlanInput) =>
      once(body, (key) => call<PlanDetail>('/v1/plans', { method: 'POST', body, key })),
    onSuccess: () => queries.invalidateQueries({ queryKey: PLANS }),
  });
}

/** Approves a plan or sends its coupons out. */
export function useAdvancePlan(planId: string, step: 'approval' | 'issue') {
  const queries = useQueryClient();
  const once = useIntention();
  return useMutation({
    // The answer comes when the last coupon is out; that it has begun shows earlier, and from then on it is watched.
    onMutate: () => void setTimeout(() => void queries.invalidateQueries({ queryKey: PLANS }), BEGUN_MS),
    mutationFn: () => once(step, (key) => call<unknown>(`/v1/plans/${planId}/${step}`, { method: 'POST', key })),
    onSettled: () => queries.invalidateQueries({ queryKey: PLANS }),
  });
}

export function useDiscardPlan(planId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call<unknown>(`/v1/plans/${planId}`, { method: 'DELETE' }),
    onSuccess: () => queries.invalidateQueries({ queryKey: PLANS }),
  });
}

export const useReport = (planId: string) =>
  useQuery({
    queryKey: [...PLANS, planId, 'report'],
    queryFn: ({ signal }) => call<CampaignReport>(`/v1/plans/${planId}/report`, { signal }),
  });
