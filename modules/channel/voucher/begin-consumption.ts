import type { VoucherConsumption } from '@shuke/contract';
import { ensureCustomers, sealIdentifier, type IdentifierRefusal, type SealedIdentifier } from '@shuke/customer';
import { inTx, openMany, type Ctx, type Tx } from '@shuke/db';
import { bpsOf, must, newId, ok, refuse, SECOND_MS, type Result } from '@shuke/kernel';
import { accountsById } from '../account/account-store.ts';
import { adapters } from '../adapter/adapters.ts';
import type { ChannelAccount } from '../channel.ts';
import type { KeyReused, VoucherRefusal } from '../errors.ts';
import { storeOf } from '../store-of.ts';
import { OFFER_PURPOSE, type SealedOffer } from './prepare-voucher.ts';
import * as store from './voucher-store.ts';

export interface Begun {
  readonly consumptionId: string;
}

export interface BeginConsumption {
  readonly key: string;
  readonly ask: VoucherConsumption;
}

export type BeginRefusal = VoucherRefusal | IdentifierRefusal;

/** Writes down that a voucher is about to be spent, before the platform hears of it: the code is this consumption's from now on. */
export async function beginConsumption(
  ctx: Ctx,
  { key, ask }: BeginConsumption,
): Promise<Result<Begun, BeginRefusal | KeyReused>> {
  const person = ask.customer ? sealIdentifier(ctx.vault, ctx.actor.merchantId, ask.customer) : ok(null);
  if (!person.ok) return person;
  const input = { ...ask, customer: person.value?.hash.toString('hex') ?? null };
  return inTx(ctx, { key, input, storeRefusals: true }, async (tx): Promise<Result<Begun, BeginRefusal>> => {
    const storeId = await storeOf(tx, ctx.actor, ask.storeCode);
    if (!storeId.ok) return storeId;
    const offered = await openOffer(tx, ask.offer);
    const account = offered && (await accountsById(tx, [offered.accountId])).get(offered.accountId);
    const uses = ask.uses ?? 1;
    if (!offered || !account || account.storeId !== storeId.value || uses > offered.offer.mostUses) {
      return refuse('voucher_offer_outdated');
    }
    return begin(tx, { account, offered, uses, person: person.value });
  });
}

/** What a till sends back; null for what was not sealed here, was changed, or is too old. */
async function openOffer(tx: Tx, text: string): Promise<SealedOffer | null> {
  try {
    const [opened] = await openMany(tx, OFFER_PURPOSE, [Buffer.from(text, 'base64url')]);
    const offered = JSON.parse(must(opened, 'one value was opened')) as SealedOffer;
    return new Date(offered.expiresAt) > tx.now ? offered : null;
  } catch {
    return null;
  }
}

interface Begin {
  readonly account: ChannelAccount;
  readonly offered: SealedOffer;
  readonly uses: number;
  readonly person: SealedIdentifier | null;
}

async function begin(tx: Tx, { account, offered, uses, person }: Begin): Promise<Result<Begun, BeginRefusal>> {
  const { offer, channel } = offered;
  const { patience } = must(adapters[channel].vouchers, 'a platform of vouchers has a desk for them');
  const codeHash = tx.vault.hash(tx.merchantId, 'channel voucher', `${channel} ${offer.code}`);
  const [member] = person ? await ensureCustomers(tx, [{ ...person, source: 'till' }]) : [];
  const payableMinor = offer.payableMinor * uses;
  const consumptionId = newId();
  const added = await store.insertVoucher(tx, {
    consumptionId,
    accountId: account.accountId,
    storeId: account.storeId,
    channel,
    dealRef: offer.dealRef,
    dealName: offer.dealName,
    uses,
    listMinor: offer.listMinor * uses,
    guestPaidMinor: offer.guestPaidMinor * uses,
    payableMinor,
    commissionMinor: bpsOf(payableMinor, account.commissionBps),
    customerId: member?.customerId ?? null,
    secret: { code: offer.code, tokens: offer.tokens },
    codeHash,
    consumedBy: tx.actor.id,
    nextAskAt: new Date(tx.now.getTime() + (patience.asksAfterS[0] ?? 5) * SECOND_MS * 2),
  });
  if (added) return ok({ consumptionId });
  const standing = await store.standingVoucher(tx, { channel, codeHash });
  return refuse('voucher_under_way', {
    consumptionId: standing?.consumptionId ?? null,
    status: standing?.status ?? null,
  });
}
