import { circleOf, hasConsent, tagsOf } from '@shuke/customer';
import type { Tx } from '@shuke/db';

/** What may be used of a guest to choose what they see. */
export interface KnownGuest {
  /** All customers that are this person, none for who is unknown or did not agree. */
  readonly customerIds: readonly string[];
  /** What is known well enough that they like. An allergy is no segment: what is said for safety sells nothing. */
  readonly tags: readonly string[];
}

const NOBODY: KnownGuest = { customerIds: [], tags: [] };

/** The person behind a device, as far as that person agreed to be shown what suits them; without that, nobody. */
export async function knownGuest(tx: Tx, customerId: string | null): Promise<KnownGuest> {
  if (customerId === null) return NOBODY;
  const asked = { customerIds: [customerId], purpose: 'personalisation', channel: 'app' } as const;
  if (!(await hasConsent(tx, asked)).has(customerId)) return NOBODY;
  const tags = (await tagsOf(tx, [customerId])).get(customerId) ?? [];
  return {
    customerIds: (await circleOf(tx, [customerId])).get(customerId) ?? [customerId],
    tags: tags.filter(({ likes, shown, allergy }) => likes && shown && !allergy).map(({ value }) => value),
  };
}
