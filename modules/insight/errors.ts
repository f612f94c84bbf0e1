import type { Refusal } from '@shuke/kernel';

/** What a question to the dashboards can be refused with. `not_found`: no such store of this merchant. */
export type InsightRefusal = Refusal<'period_invalid' | 'comparison_invalid' | 'not_found' | 'forbidden'>;

/** What an import of a ranking can be refused with. */
export type RankingRefusal = Refusal<'ranking_invalid' | 'forbidden' | 'idempotency_key_reused'>;
