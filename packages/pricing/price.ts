import { assert, ok, type Result } from '@shuke/kernel';
import type { Cart, Guest } from './cart.ts';
import { cartFault, type CartRefusal } from './check-cart.ts';
import type { RuleSet } from './compile-rules.ts';
import type { Priced } from './priced.ts';
import { solve } from './solve.ts';
import { unusedCoupons } from './why-not.ts';

/**
 * Prices a cart with the best legal combination of promotions and coupons for the guest: what is due is least, then the
 * coupons spent are fewest, then promotions that act first are used most. Says it to the minor unit for each line, with
 * a certificate and the reason for each coupon left unused. Refuses carts and guests that make no sense.
 */
export function price(ruleSet: RuleSet, cart: Cart, guest: Guest): Result<Priced, CartRefusal> {
  const { currency } = ruleSet.rules;
  const fault = cartFault(currency, cart, guest);
  if (fault) return fault;
  const solved = solve(ruleSet, cart, guest);
  const { lines, delivery, applied, pointsSpent, tenderMinor } = solved.explained;
  let grossMinor = cart.deliveryFeeMinor;
  let payableMinor = delivery.netMinor;
  for (const line of lines) {
    grossMinor += line.grossMinor;
    payableMinor += line.netMinor;
  }
  const dueMinor = payableMinor - tenderMinor;
  assert(dueMinor >= 0 && payableMinor <= grossMinor, 'nobody is paid for buying, and nothing gets dearer');
  return ok({
    currency,
    grossMinor,
    payableMinor,
    dueMinor,
    lines,
    delivery,
    applied,
    pointsSpent,
    unused: unusedCoupons(solved),
    certificate: solved.certificate,
  });
}
