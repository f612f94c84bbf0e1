import type { ProfileView } from '@shuke/contract';
import { inRead, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { openTexts } from '../personal-text.ts';
import { masked } from '../privacy/mask.ts';
import { readProfiles } from './profile-store.ts';

const NOTHING: ProfileView = { name: null, salutation: null, birthday: null, locale: null };

/** How people are greeted, by customer id, as the actor's role sees it; who has no profile is left out. */
export async function profilesOf(ctx: Ctx, tx: Tx, customerIds: readonly string[]): Promise<Map<string, ProfileView>> {
  const { role } = ctx.actor;
  const rows = await readProfiles(tx, customerIds);
  const sealed = rows.flatMap(({ customerId, name, birthday }) =>
    [name, birthday].flatMap((one) => (one ? [{ customerId, sealed: one }] : [])),
  );
  const texts = await openTexts(ctx, tx, sealed);
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
