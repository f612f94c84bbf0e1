import { activeTemplates, costOfCouponMinor, periodOf, templatesById, type CouponTemplate } from '@shuke/coupon';
import type { Tx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { MAX_OFFERS } from './assumptions.ts';
import type { OfferEnd } from './decision-store.ts';
import type { DraftRefusal } from './errors.ts';
import type { Offer } from './score.ts';

/**
 * The templates that a plan weighs, by id: those that are named, each of which must be able to give a coupon, or all
 * that can. Refuses when that leaves none, or more than one plan can weigh.
 */
export async function readOffers(tx: Tx, named?: readonly string[]): Promise<Result<Offer[], DraftRefusal>> {
  const found = named ? await templatesById(tx, named) : await activeTemplates(tx);
  const usable = found.filter((template) => canGive(template, tx.now)).map(offerOf);
  const missing = named?.find((id) => !usable.some((offer) => offer.templateId === id));
  if (missing !== undefined) return refuse('offer_not_active', { templateId: missing });
  if (usable.length === 0) return refuse('no_active_offer');
  if (usable.length > MAX_OFFERS) return refuse('too_many_offers', { active: usable.length, most: MAX_OFFERS });
  return ok(usable.sort((a, b) => (a.templateId < b.templateId ? -1 : 1)));
}

function canGive(template: CouponTemplate, now: Date): boolean {
  const offer = offerOf(template);
  const fresh = template.active && periodOf(template, now).expiresAt > now;
  return fresh && offer.couponsLeft > 0 && offer.budgetLeftMinor >= offer.liabilityMinor;
}

function offerOf(template: CouponTemplate): Offer {
  const { templateId, name, kind, amountMinor, percentBps, minSpendMinor, usesPerCoupon, customerLimit } = template;
  return {
    templateId,
    name,
    kind,
    amountMinor,
    percentBps,
    minSpendMinor,
    usesPerCoupon,
    customerLimit,
    liabilityMinor: costOfCouponMinor(template),
    couponsLeft: (template.issueLimit ?? Number.POSITIVE_INFINITY) - template.issued,
    budgetLeftMinor: template.availableMinor,
  };
}

/** Until when coupons that are issued now are good. */
export async function offerEnds(tx: Tx, offers: readonly { templateId: string }[]): Promise<OfferEnd[]> {
  const ids = offers.map(({ templateId }) => templateId);
  const templates = await templatesById(tx, ids);
  return templates.map((one) => ({ templateId: one.templateId, openUntil: periodOf(one, tx.now).expiresAt }));
}
