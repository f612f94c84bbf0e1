import type { PlanChoice } from '@shuke/contract';

/** Who gets an offer, from whom it is withheld, who gets none: in the order in which they are shown. */
export const ARMS: readonly PlanChoice['arm'][] = ['treated', 'control', 'none'];
