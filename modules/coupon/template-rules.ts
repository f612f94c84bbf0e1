import { MAX_BUDGET_MINOR } from './accounts.ts';
import { completed, costOfCouponMinor, type Scope, type TemplateDraft } from './template.ts';

// What a field may hold, whoever asks: the route's schema is only the first to look.
const BOUNDS: readonly (readonly [keyof TemplateDraft, number, number])[] = [
  ['amountMinor', 1, 1_000_000_000_000],
  ['minSpendMinor', 0, 1_000_000_000_000],
  ['percentBps', 1, 10_000],
  ['priceMinor', 1, 1_000_000_000_000],
  ['validDays', 1, 3660],
  ['usesPerCoupon', 1, 10_000],
  ['issueLimit', 1, 1_000_000_000],
  ['customerLimit', 1, 10_000],
  ['dailyClaimLimit', 1, 1_000_000_000],
  ['budgetMinor', 1, 1_000_000_000_000],
];

const STACKING = /^(stack|exclusive|group:[A-Za-z0-9_-]{1,40})$/;

/** Which field of a draft is out of bounds, contradicts another or could never apply, and why; or null. */
export function templateFault(draft: TemplateDraft, now: Date): { field: string; problem: string } | null {
  const template = completed(draft);
  const { kind, percentBps, itemSku, priceMinor, validUntil, validDays } = template;
  const outside = BOUNDS.find(([field, least, most]) => isOutside(template[field], least, most));
  if (outside) return { field: outside[0].replace('Minor', ''), problem: `is not from ${outside[1]} to ${outside[2]}` };
  const endsAt = validUntil ?? new Date(Infinity);
  const isOfItem = kind === 'item' || kind === 'exchange';
  const faults: [boolean, string, string][] = [
    [(kind === 'percent') !== (percentBps !== null), 'percentBps', 'a percent template has one, and no other'],
    [isOfItem !== (itemSku !== null), 'itemSku', 'a template for an item has one, and no other'],
    [(kind === 'exchange') !== (priceMinor !== null), 'price', 'an exchange template has one, and no other'],
    [isOfItem && template.scope !== null, 'scope', 'a template for an item is about that item'],
    [template.scope !== null && isEmpty(template.scope), 'scope', 'names no product and no category'],
    [!STACKING.test(template.stacking), 'stacking', 'is stack, exclusive or group:NAME'],
    [template.claimable && template.customerLimit === null, 'customerLimit', 'say how many one customer may claim'],
    [!template.claimable && template.dailyClaimLimit !== null, 'dailyClaimLimit', 'only of what customers may claim'],
    [validUntil === null && validDays === null, 'validUntil', 'say until when, or for how many days'],
    [endsAt <= template.validFrom || endsAt <= now, 'validUntil', 'lies before the beginning'],
    [costOfCouponMinor(template) > (template.budgetMinor ?? MAX_BUDGET_MINOR), 'budget', 'does not pay for one coupon'],
  ];
  const found = faults.find(([wrong]) => wrong);
  return found ? { field: found[1], problem: found[2] } : null;
}

const isEmpty = ({ skus = [], categories = [] }: Scope): boolean => skus.length + categories.length === 0;

const isOutside = (value: unknown, least: number, most: number): boolean =>
  value !== null && !(Number.isInteger(value) && least <= Number(value) && Number(value) <= most);
