import type { Refusal } from '@shuke/kernel';

export type ConsentRefusal = Refusal<'customer_not_found' | 'consent_wording_unknown' | 'consent_time_invalid'>;
