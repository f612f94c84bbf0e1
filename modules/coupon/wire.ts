import type {
  CouponIssueBody,
  CouponRedemptionBody,
  CouponTemplateView,
  CouponView,
  NewCouponTemplate,
} from '@shuke/contract';
import { formatMinor, must, ok, parseMinor, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { CouponWithUses } from './coupon-queries.ts';
import { statusOf, type Basket, type CouponCard } from './coupon.ts';
import type { IssueTo } from './issue-coupons.ts';
import type { CouponTemplate, Scope, Stacking, TemplateDraft } from './template.ts';

// On the wire money is a decimal string in the merchant's currency and an instant RFC 3339; inside, minor units and Date.

type Unreadable = Refusal<'invalid_request'>;

/** Reads money and instants, and remembers the first field that it could not read. */
function reader(currency: string) {
  const faults: { field: string; problem: string }[] = [];
  const fault = (field: string, problem: string): number => faults.push({ field, problem });
  return {
    minor: (field: string, text: string): number =>
      parseMinor(text, currency) ?? fault(field, `is not an amount in ${currency}`),
    instant: (field: string, text: string): Date => {
      const at = new Date(text);
      if (Number.isNaN(at.getTime())) fault(field, 'is not an instant');
      return at;
    },
    result: <T>(value: T): Result<T, Unreadable> => (faults[0] ? refuse('invalid_request', faults[0]) : ok(value)),
  };
}

/** A new template as it was sent; what was left out is no limit. */
export function draftOf(body: NewCouponTemplate, currency: string, now: Date): Result<TemplateDraft, Unreadable> {
  const read = reader(currency);
  return read.result({
    name: body.name,
    kind: body.kind,
    amountMinor: read.minor('amount', body.amount),
    percentBps: body.percentBps ?? null,
    itemSku: body.itemSku ?? null,
    priceMinor: body.price === undefined ? null : read.minor('price', body.price),
    scope: body.scope ?? null,
    minSpendMinor: body.minSpend === undefined ? 0 : read.minor('minSpend', body.minSpend),
    validFrom: body.validFrom === undefined ? now : read.instant('validFrom', body.validFrom),
    validUntil: body.validUntil === undefined ? null : read.instant('validUntil', body.validUntil),
    validDays: body.validDays ?? null,
    usesPerCoupon: body.usesPerCoupon ?? 1,
    issueLimit: body.issueLimit ?? null,
    customerLimit: body.customerLimit ?? null,
    budgetMinor: body.budget === undefined ? null : read.minor('budget', body.budget),
    // The schema has its pattern.
    stacking: (body.stacking ?? 'stack') as Stacking,
    claimable: body.claimable ?? false,
    dailyClaimLimit: body.dailyClaimLimit ?? null,
  });
}

/** Whom coupons go to; the schema has seen to it that one of the three is said. */
export function issueToOf({ customerIds, count = 1, codes }: CouponIssueBody): IssueTo {
  if (customerIds) return { customerIds };
  return codes ? { codes } : { count };
}

export function basketOf(basket: CouponRedemptionBody['basket'], currency: string): Result<Basket, Unreadable> {
  const read = reader(currency);
  return read.result({
    totalMinor: read.minor('basket.total', basket.total),
    lines: (basket.lines ?? []).map((line) => ({
      sku: line.sku,
      category: line.category ?? null,
      // The schema allows three decimals, so that the product is a whole number but for the last bit.
      quantityMilli: Math.round(Number(line.quantity) * 1000),
      amountMinor: read.minor('basket.lines.amount', line.amount),
    })),
  });
}

const scopeView = (scope: Scope | null): CouponTemplateView['scope'] =>
  scope && {
    ...(scope.skus ? { skus: [...scope.skus] } : {}),
    ...(scope.categories ? { categories: [...scope.categories] } : {}),
  };

export const templateView = (template: CouponTemplate, currency: string): CouponTemplateView => ({
  templateId: template.templateId,
  name: template.name,
  kind: template.kind,
  amount: formatMinor(template.amountMinor, currency),
  percentBps: template.percentBps,
  itemSku: template.itemSku,
  price: template.priceMinor === null ? null : formatMinor(template.priceMinor, currency),
  scope: scopeView(template.scope),
  minSpend: formatMinor(template.minSpendMinor, currency),
  validFrom: template.validFrom.toISOString(),
  validUntil: template.validUntil?.toISOString() ?? null,
  validDays: template.validDays,
  usesPerCoupon: template.usesPerCoupon,
  issueLimit: template.issueLimit,
  customerLimit: template.customerLimit,
  budget: template.budgetMinor === null ? null : formatMinor(template.budgetMinor, currency),
  stacking: template.stacking,
  claimable: template.claimable,
  dailyClaimLimit: template.dailyClaimLimit,
  active: template.active,
  createdAt: template.createdAt.toISOString(),
  issued: template.issued,
  redeemed: template.redeemed,
  committed: formatMinor(template.committedMinor, currency),
  spent: formatMinor(template.spentMinor, currency),
  available: template.budgetMinor === null ? null : formatMinor(template.availableMinor, currency),
});

export const couponView = (card: CouponCard, currency: string, now: Date): CouponView => ({
  couponId: card.couponId,
  code: card.code,
  status: statusOf(card, now),
  templateId: card.templateId,
  name: card.name,
  kind: card.kind,
  amount: formatMinor(card.amountMinor, currency),
  percentBps: card.percentBps,
  itemSku: card.itemSku,
  price: card.priceMinor === null ? null : formatMinor(card.priceMinor, currency),
  scope: scopeView(card.scope),
  minSpend: formatMinor(card.minSpendMinor, currency),
  customerId: card.customerId,
  planId: card.planId,
  issuedAt: card.issuedAt.toISOString(),
  validFrom: card.validFrom.toISOString(),
  expiresAt: card.expiresAt.toISOString(),
  useLimit: card.useLimit,
  usedCount: card.usedCount,
  heldCount: card.heldCount,
});

export const redemptionViews = (coupon: CouponWithUses, currency: string) =>
  coupon.redemptions.map((use) => ({
    redemptionId: use.redemptionId,
    orderRef: use.orderRef,
    discount: formatMinor(use.discountMinor, currency),
    redeemedAt: use.redeemedAt.toISOString(),
    reversedAt: use.reversedAt?.toISOString() ?? null,
  }));

/** A refusal with the amounts among its facts as money: `missingMinor: 250` is said as `missing: "2.50"`. */
export function inMoney<R extends Refusal>(refusal: R, currency: string): R {
  if (!refusal.facts) return refusal;
  const facts = Object.entries(refusal.facts).map(([name, value]) =>
    name.endsWith('Minor') && typeof value === 'number'
      ? [must(name.split('Minor')[0], 'a name before the unit'), formatMinor(value, currency)]
      : [name, value],
  );
  return { ...refusal, facts: Object.fromEntries(facts) };
}
