import type { Promotion } from '../promotion.ts';

/** Whether two promotions must not be used together. */
export function conflict(a: Promotion, b: Promotion): boolean {
  const isTender = ({ benefit }: Promotion): boolean => benefit.kind === 'points' && benefit.as === 'tender';
  if (a.group !== undefined && a.group === b.group) return true;
  if (a.excludes?.includes(b.promotionId) || b.excludes?.includes(a.promotionId)) return true;
  if (a.benefit.kind === 'points' && b.benefit.kind === 'points') return true;
  return (a.exclusive === true && !isTender(b)) || (b.exclusive === true && !isTender(a));
}
