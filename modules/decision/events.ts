import type { NewEvent } from '@shuke/db';

export const planDrafted = (planId: string, counts: { customers: number; offers: number }): NewEvent => ({
  type: 'plan.drafted',
  payload: { planId, ...counts },
});

export const planIssued = (planId: string, coupons: number): NewEvent => ({
  type: 'plan.issued',
  payload: { planId, coupons },
});
