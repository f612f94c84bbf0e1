import type { PlanChoice } from '@shuke/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../parts/format.ts';

export interface Reason {
  /** How the customer comes, and since when not. */
  habit: string | null;
  /** Why there is no offer; null for who was chosen, for there the habit is the reason. */
  nothing: string | null;
}

/** Makes the sentence of a decision from its code and its facts, in the person's language. */
export function useReason(): (choice: Pick<PlanChoice, 'reason' | 'facts'>) => Reason {
  const { t } = useTranslation();
  const format = useFormat();
  const days = (value: unknown): string => t('app.days', { count: Number(value), shown: format.number(Number(value)) });
  const habitOf = (facts: PlanChoice['facts']): string | null => {
    const { visits, gapDays, sinceDays, gapIsOwn } = facts;
    if (typeof visits !== 'number' || visits < 1 || typeof sinceDays !== 'number') return null;
    const since = sinceDays === 0 ? t('plans.habit.today') : t('plans.habit.since', { since: days(sinceDays) });
    if (visits === 1) return t('plans.habit.once', { since });
    return t(gapIsOwn === true ? 'plans.habit.own' : 'plans.habit.typical', { gap: days(gapDays), since });
  };
  return ({ reason, facts }) => ({
    habit: habitOf(facts),
    nothing: isNothing(reason) ? t(`plans.nothing.${reason}`) : null,
  });
}

type Nothing = Exclude<PlanChoice['reason'], 'new_first_visit' | `${string}_rhythm`>;
const isNothing = (reason: PlanChoice['reason']): reason is Nothing =>
  reason !== 'new_first_visit' && !reason.endsWith('_rhythm');
