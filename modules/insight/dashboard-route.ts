import { InsightQuery } from '@shuke/contract';

export const REFUSALS = ['period_invalid', 'comparison_invalid', 'not_found', 'forbidden'] as const;

/** A dashboard shows sums of many people, which every role with insight may see. */
export const dashboard = (name: string, summary: string) =>
  ({
    method: 'GET',
    url: `/v1/insight/${name}`,
    summary,
    access: 'insight:read',
    query: InsightQuery,
    refusals: REFUSALS,
  }) as const;
