import type { MiniProgramPhone } from '@shuke/contract';
import { guestIdentity, pageConsents } from '@shuke/customer';
import { inRead, inTx, type Ctx } from '@shuke/db';
import { ok, refuse, type Result } from '@shuke/kernel';
import { claimFromAddress } from '@shuke/merchant';
import { phoneBehind } from './access-token.ts';
import type { PhoneRefusal } from './errors.ts';
import { becomeCustomer, guestOf, type Guest } from './guest.ts';
import { GUEST_PHONE_LIMIT } from './mini-program.ts';

type Joined = { readonly status: 'received' };

/**
 * Takes the guest's number from WeChat and what they agreed to: they become a member and are known by the number from now on. A
 * number that is somebody's already stays theirs and nothing is done for that person; the answer is the same, so that nobody
 * learns whose number is known.
 */
export async function givePhone(ctx: Ctx, given: MiniProgramPhone): Promise<Result<Joined, PhoneRefusal>> {
  const found = await guestOf(ctx);
  if (!found.ok) return found;
  const guest = found.value;
  if (given.consents.membership === undefined) return refuse('consent_missing');
  const flooded = await whyFlooded(ctx, guest);
  if (flooded) return flooded;
  // Asked before the code is spent, and again where it is recorded.
  if ((await inRead(ctx, (tx) => pageConsents.wordsShown(tx, given.consents))) === null)
    return refuse('consent_outdated');
  const { openid } = guest.session.identity;
  const phone = await phoneBehind(ctx, guest.program, { code: given.code, openid });
  return phone.ok ? join(ctx, { guest, given, phone: phone.value }) : phone;
}

async function whyFlooded(ctx: Ctx, { session }: Guest) {
  const claimed = await claimFromAddress(ctx, {
    purpose: `mini program phones ${ctx.actor.merchantId}`,
    address: session.openidHash.toString('hex'),
    limit: GUEST_PHONE_LIMIT,
  });
  return claimed.ok ? null : refuse('joins_flooded', claimed.refusal.facts);
}

interface Joining {
  readonly guest: Guest;
  readonly given: MiniProgramPhone;
  readonly phone: string;
}

async function join(ctx: Ctx, { guest, given, phone }: Joining): Promise<Result<Joined, PhoneRefusal>> {
  const customerId = await becomeCustomer(ctx, guest);
  const agreed = await inTx<null, PhoneRefusal>(ctx, {}, async (tx) => {
    const shown = await pageConsents.wordsShown(tx, given.consents);
    if (!shown) return refuse('consent_outdated');
    await pageConsents.agree(tx, { customerId, shown, language: given.language, touchpointId: null });
    return ok(null);
  });
  if (!agreed.ok) return agreed as Result<never, PhoneRefusal>;
  const identifier = { kind: 'phone', value: phone } as const;
  const bound = await guestIdentity.bind(ctx, { customerId, identifier, source: 'scan' });
  if (bound.ok || bound.refusal.code === 'identifier_taken') return ok({ status: 'received' });
  return bound as Result<never, PhoneRefusal>;
}
