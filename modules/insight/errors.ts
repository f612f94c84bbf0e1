import type { Refusal } from '@shuke/kernel';

/** What a question to the dashboards can be refused with. `not_found`: no such store of this merchant. */
export type InsightRefusal = Refusal<'period_invalid' | 'not_found' | 'forbidden'>;
