import { claimCoupon } from '@shuke/coupon';
import { inRead, type Ctx, type Services } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { customerOfVisitor, readRule } from '@shuke/touchpoint';
import type { LandingRefusal } from './errors.ts';
import { openGuest, type Guest, type Presented } from './open-guest.ts';

export interface ClaimGuest extends Presented {
  /** The content that offered it. */
  readonly ruleId: string;
}

type NotOffered = Refusal<'content_not_found' | 'guest_not_joined'>;
type CouponRefused = Extract<Awaited<ReturnType<typeof claimCoupon>>, { ok: false }>['refusal'];
export type ClaimGuestRefusal = LandingRefusal | NotOffered | CouponRefused;

/**
 * Gives a guest who has joined on this device the coupon that the content offers, within the template's own limits. Pressed
 * again on the same day it shows the same coupon.
 */
export async function claimGuest(
  services: Services,
  cmd: ClaimGuest,
): Promise<Result<{ couponCode: string }, ClaimGuestRefusal>> {
  const opened = await openGuest(services, cmd);
  if (!opened.ok) return opened;
  const { ctx } = opened.value;
  const offer = await offerTo(ctx, opened.value, cmd.ruleId);
  if (!offer.ok) return offer;
  const { templateId, customerId } = offer.value;
  const day = services.clock.now().toISOString().slice(0, 10);
  const claimed = await claimCoupon(ctx, { templateId, customerId, key: `guest ${cmd.ruleId} ${customerId} ${day}` });
  return claimed.ok ? ok({ couponCode: claimed.value.code }) : claimed;
}

interface Offer {
  templateId: string;
  customerId: string;
}

const offerTo = (ctx: Ctx, { visitor }: Guest, ruleId: string): Promise<Result<Offer, NotOffered>> =>
  inRead(ctx, async (tx) => {
    const action = (await readRule(tx, ruleId))?.content.action;
    if (action?.kind !== 'claim' || action.target === undefined) return refuse('content_not_found', { ruleId });
    const customerId = await customerOfVisitor(tx, visitor);
    return customerId === null ? refuse('guest_not_joined') : ok({ templateId: action.target, customerId });
  });
