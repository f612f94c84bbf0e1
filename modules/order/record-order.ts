import type { NewOrder, OrderRecorded } from '@shuke/contract';
import { ensureProducts, type UnknownSku } from '@shuke/catalog';
import type { RedeemRefusal } from '@shuke/coupon';
import { ensureCustomers, sealIdentifier, type IdentifierRefusal, type SealedIdentifier } from '@shuke/customer';
import { appendEvents, inTx, type Ctx, type Tx } from '@shuke/db';
import { businessDay, must, ok, type Refusal, type Result } from '@shuke/kernel';
import type { ReceiptRefusal } from './errors.ts';
import { orderRecorded } from './events.ts';
import { sealedNote } from './note.ts';
import { contentHashOf, totalsOf, type OrderLine, type OrderRow } from './order.ts';
import { readRecorded, recordedView } from './order-queries.ts';
import * as store from './order-store.ts';
import { placeOf, type Place } from './place.ts';
import { readReceipt, type Receipt, type ReceiptLine } from './receipt.ts';
import { recordMany, sameReceipt } from './record-many.ts';
import { redeemOnReceipt } from './redeem-on-receipt.ts';

export interface RecordOrder {
  readonly key: string;
  readonly order: NewOrder;
}

type RecordRefusal = ReceiptRefusal | UnknownSku | IdentifierRefusal | RedeemRefusal;

/**
 * Records one receipt of a till, all or nothing: the products that it names, the member that paying makes, the coupons
 * that it redeems, the order, and the event. The receipt's number makes it once at the merchant, whatever the key: a
 * repeat is given the first answer, another receipt under the number is refused with `order_ref_reused`.
 */
export async function recordOrder(
  ctx: Ctx,
  { key, order }: RecordOrder,
): Promise<Result<OrderRecorded, RecordRefusal | Refusal<'idempotency_key_reused'>>> {
  const person = order.customer ? sealIdentifier(ctx.vault, ctx.actor.merchantId, order.customer) : ok(null);
  if (!person.ok) return person;
  // The keyed hash stands in for the identifier, which must not be guessed from what a key remembers.
  const input = { ...order, customer: person.value?.hash.toString('hex') ?? null };
  return inTx(ctx, { key, input, storeRefusals: true }, async (tx): Promise<Result<OrderRecorded, RecordRefusal>> => {
    const place = await placeOf(tx, ctx.actor, order.storeCode);
    if (!place.ok) return place;
    const receipt = readReceipt(order, place.value.currency, tx.now);
    if (!receipt.ok) return receipt;
    return record(tx, { place: place.value, receipt: receipt.value, person: person.value });
  });
}

interface Till {
  readonly place: Place;
  readonly receipt: Receipt;
  readonly person: SealedIdentifier | null;
}

// Rows are locked in one order by whoever records orders: products, customers, coupons, the order.
async function record(tx: Tx, till: Till): Promise<Result<OrderRecorded, RecordRefusal>> {
  const { place, receipt } = till;
  const lines = await knownLines(tx, receipt.lines);
  if (!lines.ok) return lines;
  const customerId = await customerOf(tx, till.person);
  const { orderRef, orderedAt, coupons } = receipt;
  const content = { storeId: place.storeId, customerId, orderedAt, coupons, lines: lines.value };
  const contentHash = contentHashOf(content);
  // A repeat must not try to redeem its coupons again; without coupons the insert itself finds out.
  const [known] = coupons.length > 0 ? await store.findByRef(tx, [orderRef]) : [];
  if (known) {
    const same = sameReceipt(known, contentHash);
    return same.ok ? ok(await readRecorded(tx, same.value.orderId, place.currency)) : same;
  }
  const redeemed = await redeemOnReceipt(tx, { ...content, orderRef, codes: coupons, lines: lines.value });
  if (!redeemed.ok) {
    // The use may have gone to this very receipt: its first sending committed while this one waited for the coupon.
    if ((await store.findByRef(tx, [orderRef])).length > 0) throw new ReceiptRace();
    return redeemed;
  }
  const row: OrderRow = {
    storeId: place.storeId,
    customerId,
    source: 'till',
    orderRef,
    contentHash,
    orderedAt,
    businessDay: businessDay(orderedAt.getTime(), place.timeZone, place.dayStartMinute),
    ...totalsOf(redeemed.value.lines),
    ...redeemed.value,
    touchpointId: receipt.touchpointId,
    note: await sealedNote(tx, customerId, receipt.note),
  };
  return write(tx, row, place.currency);
}

async function write(tx: Tx, row: OrderRow, currency: string): Promise<Result<OrderRecorded, RecordRefusal>> {
  const [written] = await recordMany(tx, [row]);
  const result = must(written, 'each row has its answer');
  if (!result.ok) return result;
  const { orderId, recorded } = result.value;
  if (!recorded) {
    if (row.coupons && row.coupons.length > 0) throw new ReceiptRace();
    return ok(await readRecorded(tx, orderId, currency));
  }
  await appendEvents(tx, [orderRecorded(orderId, row)]);
  return ok(recordedView(orderId, row, currency));
}

/**
 * Two sendings of one receipt went for its coupons, and the other was first to record it. It carries PostgreSQL's code for
 * a serialization failure, on which inTx undoes everything, starts anew, and then finds the first.
 */
class ReceiptRace extends Error {
  override name = 'ReceiptRace';
  override message = 'one receipt was sent twice at the same time';
  readonly code = '40001';
}

async function knownLines(
  tx: Tx,
  lines: readonly ReceiptLine[],
): Promise<Result<(ReceiptLine & OrderLine)[], UnknownSku>> {
  const products = await ensureProducts(tx, lines);
  const known: (ReceiptLine & OrderLine)[] = [];
  for (const [i, product] of products.entries()) {
    if (!product.ok) return product;
    known.push({ ...must(lines[i], 'each line has its product'), productId: product.value.productId });
  }
  return ok(known);
}

async function customerOf(tx: Tx, person: SealedIdentifier | null): Promise<string | null> {
  if (person === null) return null;
  const [found] = await ensureCustomers(tx, [{ ...person, source: 'till' }]);
  return must(found, 'paying makes a member').customerId;
}
