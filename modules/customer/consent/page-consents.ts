import type { ConsentPurpose, Language } from '@shuke/contract';
import type { Tx } from '@shuke/db';
import { advance } from '../lifecycle/advance.ts';
import { currentWordings, hasConsent } from './consent-queries.ts';
import { recordConsents } from './record-consents.ts';
import type { Wording } from './wordings.ts';

// What a guest agrees to on a page, whichever page that is.

export { currentWordings } from './consent-queries.ts';

const ASKED_ON_PAGES = ['membership', 'marketing', 'personalisation'] as const satisfies readonly ConsentPurpose[];

type AskedOnPages = (typeof ASKED_ON_PAGES)[number];
export type PageWording = Wording & { readonly purpose: AskedOnPages };

const isAsked = (wording: Wording): wording is PageWording =>
  (ASKED_ON_PAGES as readonly ConsentPurpose[]).includes(wording.purpose);

/** The words that hold now of what a page asks for. */
export const wordsToShow = async (tx: Tx): Promise<PageWording[]> => (await currentWordings(tx)).filter(isAsked);

/** Purposes that a guest agreed to, with the version of the words that were shown. */
export type Agreed = Readonly<Partial<Record<AskedOnPages, number | undefined>>>;

export interface Shown {
  readonly purpose: ConsentPurpose;
  readonly version: number;
}

/** What was agreed to, or null where the words of one are no longer those that were shown. */
export async function wordsShown(tx: Tx, agreed: Agreed): Promise<readonly Shown[] | null> {
  const current = new Map((await currentWordings(tx)).map(({ purpose, version }) => [purpose, version]));
  const shown = (Object.entries(agreed) as [ConsentPurpose, number | undefined][]).flatMap(([purpose, version]) =>
    version === undefined ? [] : [{ purpose, version }],
  );
  return shown.every(({ purpose, version }) => current.get(purpose) === version) ? shown : null;
}

export interface Agreeing {
  readonly customerId: string;
  readonly shown: readonly Shown[];
  readonly language: Language;
  /** Null where the page belongs to none. */
  readonly touchpointId: string | null;
}

/** Records what is not agreed to already, so that pressing the button twice leaves one entry; by it one becomes a member. */
export async function agree(tx: Tx, { customerId, shown, language, touchpointId }: Agreeing): Promise<void> {
  const missing: Shown[] = [];
  for (const one of shown) {
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
      touchpointId,
      by: customerId,
    })),
  );
  const step = { customerId, at: tx.now, touchpointId };
  await advance(tx, [
    { ...step, to: 'contact', because: 'join' },
    { ...step, to: 'member', because: 'membership_consent' },
  ]);
}
