import type { Figures } from './template.ts';

/** How one happening moves the figures of its template. */
export interface Movement extends Figures {
  readonly templateId: string;
}

/** One use of a coupon and what it took off. */
export interface Use {
  readonly templateId: string;
  readonly faceMinor: number;
  readonly discountMinor: number;
}

const NONE: Figures = { issued: 0, redeemed: 0, committedMinor: 0, spentMinor: 0, heldBackMinor: 0 };

/** A new coupon commits all its uses at their face. */
export const onIssue = (templateId: string, costMinor: number): Movement => ({
  ...NONE,
  templateId,
  issued: 1,
  committedMinor: costMinor,
});

/** A use that is redeemed spends its discount; the rest of its face is held back for a reversal. */
export const onRedemption = ({ templateId, faceMinor, discountMinor }: Use): Movement => ({
  ...NONE,
  templateId,
  redeemed: 1,
  committedMinor: -faceMinor,
  spentMinor: discountMinor,
  heldBackMinor: faceMinor - discountMinor,
});

/** A reversal moves back what the redemption moved. After the coupon's liability was given back, only what was spent. */
export function onReversal(use: Use & { readonly settled: boolean }): Movement {
  const { redeemed, committedMinor, spentMinor, heldBackMinor } = onRedemption(use);
  const back = { ...NONE, templateId: use.templateId, redeemed: -redeemed, spentMinor: -spentMinor };
  return use.settled ? back : { ...back, committedMinor: -committedMinor, heldBackMinor: -heldBackMinor };
}

/** Coupons that expired commit nothing any longer, and what was held back for their redeemed uses is free. */
export const onExpiry = (expired: { templateId: string; unusedMinor: number; heldBackMinor: number }): Movement => ({
  ...NONE,
  templateId: expired.templateId,
  committedMinor: -expired.unusedMinor,
  heldBackMinor: -expired.heldBackMinor,
});

/** The movements of a batch, one for each template: an UPDATE that named a row twice would apply one of them. */
export function sumByTemplate(movements: readonly Movement[]): Movement[] {
  const sums = new Map<string, Movement>();
  for (const one of movements) sums.set(one.templateId, plus(sums.get(one.templateId), one));
  return [...sums.values()];
}

const plus = (sum: Movement | undefined, one: Movement): Movement => ({
  templateId: one.templateId,
  issued: (sum?.issued ?? 0) + one.issued,
  redeemed: (sum?.redeemed ?? 0) + one.redeemed,
  committedMinor: (sum?.committedMinor ?? 0) + one.committedMinor,
  spentMinor: (sum?.spentMinor ?? 0) + one.spentMinor,
  heldBackMinor: (sum?.heldBackMinor ?? 0) + one.heldBackMinor,
});
