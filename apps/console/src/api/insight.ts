import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  InsightChange,
  InsightClasses,
  InsightCohorts,
  InsightConcentration,
  InsightCustomers,
  InsightDaily,
  InsightHours,
  InsightMembers,
  InsightNextVisits,
  InsightOverview,
  InsightProducts,
  InsightReturning,
  InsightSources,
  InsightStores,
} from '@shuke/contract';
import { call } from './client.ts';
import { usePages } from './pages.ts';

export const INSIGHT = ['insight'] as const;

/** The question of every dashboard. Without days it is the last 30 that end on the latest day with an order. */
export interface Question {
  from?: string;
  to?: string;
  storeId?: string;
  /** Against which days; as many right before unless told. */
  compare?: 'previous' | 'last_year' | 'days';
  compareFrom?: string;
  compareTo?: string;
}

interface Answers {
  overview: InsightOverview;
  daily: InsightDaily;
  sources: InsightSources;
  hours: InsightHours;
  stores: InsightStores;
  products: InsightProducts;
  classes: InsightClasses;
  concentration: InsightConcentration;
  returning: InsightReturning;
  cohorts: InsightCohorts;
  'next-visits': InsightNextVisits;
  members: InsightMembers;
  change: InsightChange;
}

export type InsightName = keyof Answers;
export type InsightAnswer<Name extends InsightName> = Answers[Name];

/** One answer of the insight API. While another period is asked for, the last answer stays in sight. */
export const useInsight = <Name extends InsightName>(name: Name, question: Question) =>
  useQuery({
    queryKey: [...INSIGHT, name, question],
    queryFn: ({ signal }) =>
      call<Answers[Name]>(`/v1/insight/${name}`, {
        query: { ...question, limit: name === 'products' ? 10 : undefined },
        signal,
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export interface ClassFilter {
  activity?: InsightCustomer['activity'];
  loyalty?: InsightCustomer['loyalty'];
  value?: InsightCustomer['value'];
}

export type InsightCustomer = InsightCustomers['items'][number];

/** The customers of a class, those who spent most first. */
export const useClassCustomers = (question: Question, filter: ClassFilter) =>
  usePages<InsightCustomer>({
    queryKey: [...INSIGHT, 'customers'],
    path: '/v1/insight/customers',
    query: { ...question, ...filter, limit: 50 },
  });
