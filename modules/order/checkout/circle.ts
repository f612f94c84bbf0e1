import type { Redemption } from '@shuke/coupon';
import { crossSpendsIn, type NewCrossSpend } from '@shuke/customer';
import { must } from '@shuke/kernel';
import type { Posted } from '@shuke/ledger';
import { NEW_STANDING, tierOf, type Standing } from '@shuke/loyalty';
import type { Usage } from '@shuke/pricing';
import type { Ask } from './ask.ts';
import type { PaidOrder } from './paid-order.ts';
import { personKey, type Situation } from './situation.ts';

// Who pays may be one person with several customers: what any of them has is hers to spend, and what she used counts for all.

type Payer = Pick<Ask, 'merchantId'> & { readonly customerId: string };

/** All customers of the person who pays, the one who is shown first. */
export const circleOf = ({ circles }: Pick<Situation, 'circles'>, { customerId }: Payer): readonly string[] =>
  circles.get(customerId) ?? [customerId];

/** Whether it is the person's first purchase. */
export const isFirstPurchase = (situation: Situation, payer: Payer): boolean =>
  circleOf(situation, payer).every((id) => !situation.buyers.has(personKey(payer.merchantId, id)));

/** The best standing of the circle. */
export function standingOf(situation: Situation, payer: Payer): Standing {
  const { programme } = situation.knowledge.of(payer.merchantId);
  const rank = (standing: Standing): number => tierOf(programme, standing)?.rank ?? -1;
  return circleOf(situation, payer)
    .map((id) => situation.standings.get(id) ?? NEW_STANDING)
    .reduce((best, standing) => (rank(standing) > rank(best) ? standing : best));
}

/** What the person used of capped promotions under any customer. */
export function usedBy(situation: Situation, payer: Payer): Record<string, Usage> {
  const [own = {}, ...others] = circleOf(situation, payer).map(
    (id) => situation.usage.get(personKey(payer.merchantId, id)) ?? {},
  );
  if (others.length === 0) return own;
  const sums = { ...own };
  for (const usage of others) {
    for (const [promotionId, { customer, period }] of Object.entries(usage)) {
      const sum = sums[promotionId] ?? { customer: 0, period: 0 };
      sums[promotionId] = { customer: sum.customer + customer, period: sum.period + period };
    }
  }
  return sums;
}

/** For whom a coupon is claimed: another customer of the circle where it is theirs, so that its terms are theirs too. */
export function claimantOf(situation: Situation, { merchantId, customerId }: Ask, code: string): string | null {
  const owner = situation.coupons.coupon(merchantId, code)?.customerId ?? null;
  if (customerId === null || owner === null) return customerId;
  return circleOf(situation, { merchantId, customerId }).includes(owner) ? owner : customerId;
}

/** What of an order others of the circle paid, which an un-merge will list. */
export function crossSpends(
  situation: Situation,
  { merchantId, orderId, customerId, priced }: PaidOrder,
  { posted, redemptions }: { readonly posted: Posted | null; readonly redemptions: readonly Redemption[] },
): NewCrossSpend[] {
  const circle = customerId === null ? [] : circleOf(situation, { merchantId, customerId });
  if (customerId === null || circle.length === 1) return [];
  const holders = new Map([...situation.cards.values()].map((card) => [card.cardId, card.customerId]));
  const order = { merchantId, orderId, shownCustomerId: customerId };
  const holderOfCard = (cardId: string): string | null => holders.get(cardId) ?? null;
  const drawn = crossSpendsIn({ ...order, holderOfCard }, posted?.transfers ?? []);
  const used = redemptions.map((one): NewCrossSpend => {
    const holderCustomerId = must(one.customerId, 'a redemption of a member names one');
    const { couponId: ownerId, discountMinor: amount } = one;
    return { ...order, holderCustomerId, kind: 'coupon', ownerId, asset: priced.cart.currency, amount, lot: null };
  });
  const isOthers = (holder: string): boolean => holder !== customerId && circle.includes(holder);
  return [...drawn, ...used].filter(({ holderCustomerId }) => isOthers(holderCustomerId));
}
