import type { Identifier, Language } from '@shuke/contract';
import { ensureCustomers, pageConsents, sealIdentifier } from '@shuke/customer';
import { inTx, type Services } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { claimFromAddress } from '@shuke/merchant';
import { customerOfVisitor, noteRefusal, recordJoin } from '@shuke/touchpoint';
import type { JoinRefusal } from './errors.ts';
import { openGuest, type Guest, type Presented } from './open-guest.ts';

/** Joins from one address at one merchant within a quarter of an hour: a shop's Wi-Fi is one address for all its guests, */
export const ADDRESS_JOIN_LIMIT = 60;
/** but a device is one guest's. */
export const DEVICE_JOIN_LIMIT = 5;

export interface JoinGuest extends Presented {
  readonly identifier: Identifier;
  readonly consents: pageConsents.Agreed;
  readonly language: Language;
}

type Joined = { readonly status: 'received' };
const RECEIVED: Joined = { status: 'received' };

/**
 * Takes a guest's identifier and consents in one transaction: a new person becomes a contact and by
 * the consent a member, and the device theirs. Where
 * the identifier is somebody's already nothing is done for that person, who has not proved to be here; the answer is the
 * same, so that nobody learns whose number is known. A repeat changes nothing.
 */
export async function joinGuest(services: Services, cmd: JoinGuest): Promise<Result<Joined, JoinRefusal>> {
  const opened = await openGuest(services, cmd);
  if (!opened.ok) return opened;
  const guest = opened.value;
  const flooded = await whyFlooded(services, guest, cmd.address);
  if (flooded) return flooded;
  if (cmd.consents.membership === undefined) return refuse('consent_missing');
  const { ctx } = guest;
  const sealed = sealIdentifier(ctx.vault, ctx.actor.merchantId, cmd.identifier);
  if (!sealed.ok) return sealed;
  return inTx<Joined, JoinRefusal>(ctx, {}, async (tx) => {
    const shown = await pageConsents.wordsShown(tx, cmd.consents);
    if (!shown) return refuse('consent_outdated');
    const { touchpoint, visitor } = guest;
    const { touchpointId } = touchpoint;
    const [ensured] = await ensureCustomers(tx, [{ ...sealed.value, source: 'scan', touchpointId }]);
    const { customerId, created } = must(ensured, 'each row has its answer');
    const isOwn = !created && (await customerOfVisitor(tx, visitor)) === customerId;
    if (created || isOwn) {
      await pageConsents.agree(tx, { customerId, touchpointId, shown, language: cmd.language });
    }
    if (!isOwn) await recordJoin(tx, { touchpoint, visitor, customerId: created ? customerId : null });
    return ok(RECEIVED);
  });
}

async function whyFlooded(services: Services, { ctx, visitor }: Guest, address: string) {
  const { merchantId } = ctx.actor;
  const byDevice = { purpose: `join ${merchantId} device`, address: visitor.toString('hex'), limit: DEVICE_JOIN_LIMIT };
  const byAddress = { purpose: `join ${merchantId}`, address, limit: ADDRESS_JOIN_LIMIT };
  for (const limit of [byDevice, byAddress]) {
    const claimed = await claimFromAddress(services, limit);
    if (claimed.ok) continue;
    await noteRefusal(ctx, 'joins_flooded');
    return refuse('joins_flooded', claimed.refusal.facts);
  }
  return null;
}
