export { createTemplate } from './create-template.ts';
export { setTemplateActive } from './set-template-active.ts';
export { issueCoupons } from './issue-coupons.ts';
export { issueMany } from './issue-many.ts';
export { claimCoupon } from './claim-coupon.ts';
export { reserveCoupon } from './reserve-coupon.ts';
export { releaseReservation } from './release-reservation.ts';
export { redeemCoupon, redeemMany } from './redeem-coupon.ts';
export { reverseRedemption } from './reverse-redemption.ts';
export { openCoupons, openRedemptions, stepsOf, writeCoupons, writeReversals } from './desk.ts';
export { heldCouponOf, promotionOf } from './promotion-of.ts';
export {
  activeTemplates,
  codesOf,
  couponsOfCustomer,
  getCoupon,
  getTemplate,
  listTemplates,
  templatesById,
} from './coupon-queries.ts';
export { couponView } from './wire.ts';
export { couponVerifier } from './verify-coupons.ts';
export { couponJobs } from './jobs.ts';
export { couponRoutes } from './routes.ts';
export { stampRewards } from './stamp-rewards.ts';
export { costOfCouponMinor, periodOf } from './template.ts';
export type { CouponTemplate, TemplateDraft } from './template.ts';
export type { LockedCoupon, Redemption } from './claim-rules.ts';
export type { CouponDesk } from './coupon-desk.ts';
export type { Reversal, ReversalDesk } from './reversal-desk.ts';
export type { ClaimRefusal, RedeemRefusal } from './errors.ts';
