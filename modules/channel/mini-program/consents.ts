import type { ConsentPurpose, Language } from '@shuke/contract';
import { advance, currentWordings, hasConsent, recordConsents } from '@shuke/customer';
import type { Tx } from '@shuke/db';

/** Purposes that a guest agreed to, with the version of the words that were shown. */
export type Agreed = Readonly<Partial<Record<'membership' | 'marketing' | 'personalisation', number | undefined>>>;

const ASKED: readonly string[] = ['membership', 'marketing', 'personalisation'];
/** Whether a guest's page asks for it. */
export const isAsked = ({ purpose }: { readonly purpose: string }): boolean => ASKED.includes(purpose);

interface Asked {
  readonly purpose: ConsentPurpose;
  readonly version: number;
}

/** What was agreed to, or null where the words of one are no longer those that were shown. */
export async function wordingsOf(tx: Tx, consents: Agreed): Promise<readonly Asked[] | null> {
  const current = new Map((await currentWordings(tx)).map(({ purpose, version }) => [purpose, version]));
  const asked = (Object.entries(consents) as [ConsentPurpose, number | undefined][]).flatMap(([purpose, version]) =>
    version === undefined ? [] : [{ purpose, version }],
  );
  return asked.every(({ purpose, version }) => current.get(purpose) === version) ? asked : null;
}

interface Agreeing {
  readonly customerId: string;
  readonly asked: readonly Asked[];
  readonly language: Language;
}

/** Records what is not agreed to already, so that pressing the button twice leaves one entry; by it one becomes a member. */
export async function agree(tx: Tx, { customerId, asked, language }: Agreeing): Promise<void> {
  const missing: Asked[] = [];
  for (const one of asked) {
    const held = await hasConsent(tx, { customerIds: [customerId], purpose: one.purpose, channel: 'any' });
    if (!held.has(customerId)) missing.push(one);
  }
  await recordConsents(
    tx,
    missing.map(({ purpose, version }) => ({
      customerId,
      purpose,
      channel: 'any' as const,
      granted: true,
      source: 'guest_page' as const,
      wording: { version, language },
      at: tx.now,
      touchpointId: null,
      by: customerId,
    })),
  );
  const step = { customerId, at: tx.now, touchpointId: null };
  await advance(tx, [
    { ...step, to: 'contact', because: 'join' },
    { ...step, to: 'member', because: 'membership_consent' },
  ]);
}
