import type { VoucherOffered, VoucherPreparation } from '@shuke/contract';
import { inRead, inTx, sealMany, type Ctx } from '@shuke/db';
import { formatMinor, MINUTE_MS, must, ok, refuse, type Result } from '@shuke/kernel';
import { accountOfStore } from '../account/account-store.ts';
import type { VoucherOffer } from '../adapter/adapter.ts';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelAccount, ChannelName } from '../channel.ts';
import type { VoucherRefusal } from '../errors.ts';
import { storeOf } from '../store-of.ts';

/** What a till is given of a voucher, sealed, to be sent back when it is spent. */
export interface SealedOffer {
  readonly accountId: string;
  readonly channel: ChannelName;
  readonly offer: VoucherOffer;
  readonly expiresAt: string;
}

export const OFFER_PURPOSE = 'channel voucher offer';

/** The platforms' tokens hold for some minutes; a guest who thinks longer shows the voucher again. */
const GOOD_FOR_MS = 10 * MINUTE_MS;
const CURRENCY = 'CNY';

/** Asks the platform what a voucher is worth, without spending it. */
export async function prepareVoucher(
  ctx: Ctx,
  { storeCode, channel, code }: VoucherPreparation,
): Promise<Result<VoucherOffered, VoucherRefusal>> {
  const account = await inRead(ctx, async (tx): Promise<Result<ChannelAccount, VoucherRefusal>> => {
    const storeId = await storeOf(tx, ctx.actor, storeCode);
    if (!storeId.ok) return storeId;
    const found = await accountOfStore(tx, { storeId: storeId.value, channel });
    return found ? ok(found) : refuse('channel_not_connected', { channel });
  });
  if (!account.ok) return account;
  const desk = must(adapters[channel].vouchers, 'a platform of vouchers has a desk for them');
  const prepared = await desk.prepare({ account: account.value, now: ctx.clock.now() }, code);
  if (prepared.state === 'refused') return refuse('voucher_not_valid', { why: prepared.why });
  if (prepared.state === 'unknown') return refuse('channel_unreachable', { why: prepared.why });
  const expiresAt = new Date(ctx.clock.now().getTime() + GOOD_FOR_MS).toISOString();
  const { accountId } = account.value;
  const text = JSON.stringify({ accountId, channel, offer: prepared.offer, expiresAt } satisfies SealedOffer);
  // A merchant's first data key is made where there is none yet, so this is no mere reading.
  const sealed = await inTx(ctx, {}, async (tx) => ok(await sealMany(tx, OFFER_PURPOSE, [text])));
  const [bytes] = sealed.ok ? sealed.value : [];
  return ok({
    offer: must(bytes, 'one text was sealed').toString('base64url'),
    dealName: prepared.offer.dealName,
    mostUses: prepared.offer.mostUses,
    list: formatMinor(prepared.offer.listMinor, CURRENCY),
    guestPaid: formatMinor(prepared.offer.guestPaidMinor, CURRENCY),
    expiresAt,
  });
}
