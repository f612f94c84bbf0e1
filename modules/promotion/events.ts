import type { NewEvent } from '@shuke/db';

export const rulesChanged = (ruleSetNo: number, promotions: number): NewEvent => ({
  type: 'promotion.rules_changed',
  payload: { ruleSetNo, promotions },
});
