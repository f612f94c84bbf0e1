import type { CheckedOut, CheckoutRequest, Quote, QuoteRequest } from '@shuke/contract';
import { ensureCustomers, sealIdentifier, type IdentifierRefusal } from '@shuke/customer';
import { createLanes, inTx, type Ctx, type Db, type Lanes, type Services } from '@shuke/db';
import { assert, must, ok, type Result } from '@shuke/kernel';
import { unlocks } from '@shuke/pricing';
import type { AskRefusal } from '../errors.ts';
import { checkoutAsk, quoteAsk, type Ask } from './ask.ts';
import { Knowledge } from './knowledge.ts';
import { checkedOutView } from './paid-order.ts';
import { postBatch } from './post-batch.ts';
import type { Served } from './serve.ts';
import { suggestionsOf, unlocksView } from './unlocks-view.ts';

type CheckoutRefusal = AskRefusal | IdentifierRefusal;

/** Prices a cart for a guest: the best legal combination, what was not used and why, and what would unlock more. */
export async function quote(ctx: Ctx, request: QuoteRequest): Promise<Result<Quote, CheckoutRefusal>> {
  const { suggest, ...cart } = request;
  const customerId = await payerOf(ctx, request);
  if (!customerId.ok) return customerId;
  const tills = tillsOf(ctx);
  const served = await tills.lanes.add(quoteAsk(ctx.actor, cart, customerId.value));
  if (!served.ok) return served;
  assert(served.value.kind === 'quoted', 'a quote is answered with a quote');
  const { quote: told, asked } = served.value;
  if (suggest === undefined) return ok(told);
  // Not in the lane: it may take half a second, and other tills wait there.
  const suggestions = suggestionsOf(tills.knowledge.of(ctx.actor.merchantId), asked.cart.storeId, suggest);
  const promotionIds = asked.ruleSet.rules.promotions.map(({ promotionId }) => promotionId);
  const found = unlocks(asked.ruleSet, { cart: asked.cart, guest: asked.guest, suggestions, promotionIds });
  return found.ok ? ok({ ...told, unlocks: unlocksView(found.value, asked.cart.currency) }) : found;
}

/**
 * Sells: prices the cart as it is now and posts order, tenders, points, stamps, coupons and event in one durable commit,
 * together with the other checkouts of the moment. The order's number makes it once at the merchant: a repeat is given the
 * first answer, another content under it is refused with `order_ref_reused`. What is refused changes nothing.
 */
export async function checkOut(ctx: Ctx, request: CheckoutRequest): Promise<Result<CheckedOut, CheckoutRefusal>> {
  const customerId = await payerOf(ctx, request);
  if (!customerId.ok) return customerId;
  const served = await tillsOf(ctx).lanes.add(checkoutAsk(ctx.actor, request, customerId.value));
  if (!served.ok) return served;
  assert(served.value.kind !== 'quoted', 'a checkout is answered with an order');
  return ok(checkedOutView(served.value.order));
}

/** Whose purchase it is. Paying makes a member of whoever is shown for the first time. */
async function payerOf(ctx: Ctx, request: QuoteRequest): Promise<Result<string | null, IdentifierRefusal>> {
  const { customerId = null, customer } = request;
  if (customer === undefined) return ok(customerId);
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, customer);
  if (!sealed.ok) return sealed;
  const made = await inTx<string, never>(ctx, {}, async (tx) => {
    const [found] = await ensureCustomers(tx, [{ ...sealed.value, source: 'till' }]);
    return ok(must(found, 'paying makes a member').customerId);
  });
  assert(made.ok, 'without a key nothing is refused');
  return made;
}

interface Tills {
  readonly knowledge: Knowledge;
  readonly lanes: Lanes<Ask, Result<Served, AskRefusal>>;
}

// Two lanes, one for each core of a small machine: while one commits, the other is being priced.
const LANES = 2;
const MOST = 64;
const WAIT_MS = 2;

const tills = new WeakMap<Db, Tills>();

/** The lanes of this process, in which the checkouts of one database meet. */
function tillsOf({ db, clock, log, vault }: Services): Tills {
  const known = tills.get(db);
  if (known) return known;
  const knowledge = new Knowledge();
  const lanes = createLanes<Ask, Result<Served, AskRefusal>>({
    lanes: LANES,
    most: MOST,
    waitMs: WAIT_MS,
    keyOf: ({ merchantId }) => merchantId,
    run: (asks) => postBatch({ db, clock, log, vault }, knowledge, asks),
  });
  const made = { knowledge, lanes };
  tills.set(db, made);
  return made;
}
