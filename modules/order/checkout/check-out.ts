import type { CheckedOut, CheckoutRequest, Quote, QuoteRequest } from '@shuke/contract';
import { sealIdentifier, type IdentifierRefusal } from '@shuke/customer';
import { createLanes, inTx, type Ctx, type Db, type Lanes, type Services } from '@shuke/db';
import { assert, ok, type Result } from '@shuke/kernel';
import { unlocks } from '@shuke/pricing';
import type { AskRefusal } from '../errors.ts';
import { checkoutAsk, quoteAsk, type Ask, type Payer } from './ask.ts';
import { Knowledge } from './knowledge.ts';
import { payerIn } from './payer.ts';
import { checkedOutView } from './paid-order.ts';
import { postBatch } from './post-batch.ts';
import type { Served } from './serve.ts';
import { suggestionsOf, unlocksView } from './unlocks-view.ts';

type CheckoutRefusal = AskRefusal | IdentifierRefusal;

/** Prices a cart for a guest: the best legal combination, what was not used and why, and what would unlock more. */
export async function quote(ctx: Ctx, request: QuoteRequest): Promise<Result<Quote, CheckoutRefusal>> {
  const { suggest, ...cart } = request;
  const payer = await payerOf(ctx, request);
  if (!payer.ok) return payer;
  const tills = tillsOf(ctx);
  const served = await tills.lanes.add(quoteAsk(ctx.actor, cart, payer.value.customerId));
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
  const payer = await payerOf(ctx, request);
  if (!payer.ok) return payer;
  const served = await tillsOf(ctx).lanes.add(checkoutAsk(ctx.actor, request, payer.value));
  if (!served.ok) return served;
  assert(served.value.kind !== 'quoted', 'a checkout is answered with an order');
  return ok(checkedOutView(served.value.order));
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
  const paying = await inTx<Payer, never>(ctx, {}, async (tx) =>
    ok(await payerIn(tx, { shown: shown ? shown.value : null, known, note })),
  );
  assert(paying.ok, 'without a key nothing is refused');
  return paying;
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
