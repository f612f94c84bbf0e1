import type { ProfileView, Role } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { openTexts, type SealedText } from '../personal-text.ts';
import { masked } from '../privacy/mask.ts';
import { readProfiles, type ProfileRow } from './profile-store.ts';

const NOTHING: ProfileView = { name: null, salutation: null, birthday: null, locale: null };

/** How people are greeted, by customer id, as the actor's role sees it; who has no profile is left out. */
export async function profilesOf(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<Map<string, ProfileView>> {
  const open = (rows: readonly SealedText[]): Promise<string[]> => openTexts(ctx, tx, rows);
  return openProfiles(await readProfiles(tx, customerIds), { role: ctx.actor.role, open });
}

/** Who asks, and what opens words. */
export interface Reader {
  readonly role: Role;
  readonly open: (rows: readonly SealedText[]) => Promise<string[]>;
}

/** Profiles as a role sees them, by customer id. */
export async function openProfiles(
  rows: readonly ProfileRow[],
  { role, open: openAll }: Reader,
): Promise<Map<string, ProfileView>> {
  const sealed = rows.flatMap(({ customerId, name, birthday }) =>
    [name, birthday].flatMap((one) => (one ? [{ customerId, sealed: one }] : [])),
  );
  const texts = await openAll(sealed);
  const opened = new Map(sealed.map((one, i) => [one.sealed, texts[i] ?? null]));
  const open = (one: Buffer | null): string | null => (one === null ? null : (opened.get(one) ?? null));
  return new Map(
    rows.map(({ customerId, name, birthday, salutation, locale }) => [
      customerId,
      {
        name: masked(role, 'name', open(name)),
        birthday: masked(role, 'birthday', open(birthday)),
        salutation,
        locale,
      },
    ]),
  );
}

/** How one person is greeted, as the actor's role sees it; nothing of somebody without a profile. */
export const profileOf = async (ctx: Ctx, tx: Tx, customerId: string): Promise<ProfileView> =>
  (await profilesOf(ctx, tx, [customerId])).get(customerId) ?? NOTHING;

/** How one person is greeted, or `customer_not_found`. */
export function getProfile(ctx: Ctx, customerId: string): Promise<Result<ProfileView, Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
    if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
    return ok(await profileOf(ctx, tx, customerId));
  });
}
