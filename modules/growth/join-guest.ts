import type { ConsentPurpose, Identifier, Language } from '@shuke/contract';
import { advance, currentWordings, ensureCustomers, hasConsent, recordConsents, sealIdentifier } from '@shuke/customer';
import { inTx, type Services, type Tx } from '@shuke/db';
import { must, ok, refuse, type Result } from '@shuke/kernel';
import { claimFromAddress } from '@shuke/merchant';
import { customerOfVisitor, noteRefusal, recordJoin } from '@shuke/touchpoint';
import type { JoinRefusal } from './errors.ts';
import { openGuest, type Guest, type Presented } from './open-guest.ts';

/** Joins from one address at one merchant within a quarter of an hour: a shop's Wi-Fi is one address for all its guests, */
export const ADDRESS_JOIN_LIMIT = 60;
/** but a device is one guest's. */
export const DEVICE_JOIN_LIMIT = 5;

/** Purposes that a guest agreed to, with the version of the words that were shown. */
export type Agreed = Readonly<Partial<Record<'membership' | 'marketing' | 'personalisation', number>>>;

export interface JoinGuest extends Presented {
  readonly identifier: Identifier;
  readonly consents: Agreed;
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
    const asked = await wordingsOf(tx, cmd.consents);
    if (!asked) return refuse('consent_outdated');
    const { touchpoint, visitor } = guest;
    const { touchpointId } = touchpoint;
    const [ensured] = await ensureCustomers(tx, [{ ...sealed.value, source: 'scan', touchpointId }]);
    const { customerId, created } = must(ensured, 'each row has its answer');
    const isOwn = !created && (await customerOfVisitor(tx, visitor)) === customerId;
    if (created || isOwn) await agree(tx, { customerId, touchpointId, asked, cmd });
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

interface Asked {
  purpose: ConsentPurpose;
  version: number;
}

/** What was agreed to, or null where the words of one are no longer those that were shown. */
async function wordingsOf(tx: Tx, consents: Agreed): Promise<Asked[] | null> {
  const current = new Map((await currentWordings(tx)).map(({ purpose, version }) => [purpose, version]));
  const asked = (Object.entries(consents) as [ConsentPurpose, number | undefined][]).flatMap(([purpose, version]) =>
    version === undefined ? [] : [{ purpose, version }],
  );
  return asked.every(({ purpose, version }) => current.get(purpose) === version) ? asked : null;
}

interface Agreeing {
  customerId: string;
  touchpointId: string;
  asked: readonly Asked[];
  cmd: JoinGuest;
}

/** Records what is not agreed to already, so that pressing the button twice leaves one entry. */
async function agree(tx: Tx, { customerId, touchpointId, asked, cmd }: Agreeing): Promise<void> {
  const missing: Asked[] = [];
  for (const one of asked) {
    const held = await hasConsent(tx, { customerIds: [customerId], purpose: one.purpose, channel: 'any' });
    if (!held.has(customerId)) missing.push(one);
  }
  const rows = missing.map(({ purpose, version }) => ({
    customerId,
    purpose,
    channel: 'any' as const,
    granted: true,
    source: 'guest_page' as const,
    wording: { version, language: cmd.language },
    at: tx.now,
    touchpointId,
    by: customerId,
  }));
  await recordConsents(tx, rows);
  const step = { customerId, at: tx.now, touchpointId };
  await advance(tx, [
    { ...step, to: 'contact', because: 'join' },
    { ...step, to: 'member', because: 'membership_consent' },
  ]);
}
