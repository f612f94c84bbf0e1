import type { CheckedOut, CheckoutRequest, Quote, QuoteRequest } from '@shuke/contract';
import { ensureCustomers, sealIdentifier, type IdentifierRefusal, type SealedIdentifier } from '@shuke/customer';
import { inTx, type Ctx, type Tx } from '@shuke/db';
import { assert, must, ok, type Result } from '@shuke/kernel';
import { compileRules, unlocks, type UnlockRefusal } from '@shuke/pricing';
import type { AskRefusal } from '../errors.ts';
import { sealedNote } from '../note.ts';
import { checkoutAsk, quoteAsk, type Payer } from './ask.ts';
import { tillsOf } from './tills.ts';
import type { Unlockable } from './told.ts';
import { unlocksView } from './unlocks-view.ts';

type CheckoutRefusal = AskRefusal | IdentifierRefusal;

/** Prices a cart for a guest: the best legal combination, what was not used and why, and what would unlock more. */
export async function quote(ctx: Ctx, request: QuoteRequest): Promise<Result<Quote, CheckoutRefusal>> {
  const payer = await payerOf(ctx, request);
  if (!payer.ok) return payer;
  const told = await tillsOf(ctx).add(quoteAsk(ctx.actor, request, payer.value.customerId));
  if (!told.ok) return told;
  assert(told.value.kind === 'quoted', 'a quote is answered with a quote');
  const { quote: quoted, unlockable } = told.value;
  return unlockable === null ? ok(quoted) : withUnlocks(quoted, unlockable);
}

/** Not in the lane: it may take half a second, and other tills wait there. */
function withUnlocks(quoted: Quote, { rules, cart, guest, suggestions }: Unlockable): Result<Quote, UnlockRefusal> {
  const ruleSet = compileRules(rules);
  assert(ruleSet.ok, 'rules that priced a cart compile');
  const promotionIds = rules.promotions.map(({ promotionId }) => promotionId);
  const found = unlocks(ruleSet.value, { cart, guest, suggestions, promotionIds });
  return found.ok ? ok({ ...quoted, unlocks: unlocksView(found.value, cart.currency) }) : found;
}

/**
 * Sells: prices the cart as it is now and posts order, tenders, points, stamps, coupons and event in one durable commit,
 * together with the other checkouts of the moment. The order's number makes it once at the merchant: a repeat is given the
 * first answer, another content under it is refused with `order_ref_reused`. What is refused changes nothing.
 */
export async function checkOut(ctx: Ctx, request: CheckoutRequest): Promise<Result<CheckedOut, CheckoutRefusal>> {
  const payer = await payerOf(ctx, request);
  if (!payer.ok) return payer;
  const told = await tillsOf(ctx).add(checkoutAsk(ctx.actor, request, payer.value));
  if (!told.ok) return told;
  assert(told.value.kind === 'sold', 'a checkout is answered with an order');
  return ok(told.value.sold);
}

/**
 * Whose purchase it is. Paying makes a member of whoever is shown for the first time. What the guest asked for in words is
 * sealed before the lane: a batch acts for many merchants, and each key is one merchant's.
 */
async function payerOf(ctx: Ctx, request: QuoteRequest & { note?: string }): Promise<Result<Payer, IdentifierRefusal>> {
  const { customerId: known = null, customer, note = null } = request;
  if (customer === undefined && (note === null || known === null)) return ok({ customerId: known, note: null });
  const shown = customer && sealIdentifier(ctx.vault, ctx.actor.merchantId, customer);
  if (shown && !shown.ok) return shown;
  const paying = await inTx<Payer, never>(ctx, {}, async (tx) => {
    const customerId = shown ? await memberOf(tx, shown.value) : known;
    return ok({ customerId, note: await sealedNote(tx, customerId, note) });
  });
  assert(paying.ok, 'without a key nothing is refused');
  return paying;
}

async function memberOf(tx: Tx, shown: SealedIdentifier): Promise<string> {
  const [found] = await ensureCustomers(tx, [{ ...shown, source: 'till' }]);
  return must(found, 'paying makes a member').customerId;
}
