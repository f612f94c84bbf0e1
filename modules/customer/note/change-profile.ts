import type { ProfileChange, ProfileView } from '@shuke/contract';
import { inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { holdCustomers } from '../hold-customers.ts';
import { sealText } from '../personal-text.ts';
import type { ProfileRefusal } from './errors.ts';
import { isBirthday } from './profile.ts';
import { profileOf } from './profile-queries.ts';
import { readProfiles, writeProfile, type ProfileRow } from './profile-store.ts';

export interface ChangeProfile {
  readonly key: string;
  readonly customerId: string;
  readonly change: ProfileChange;
}

/**
 * Changes how a person is greeted: null forgets, and what is left out stays, for not every role sees all of it. Answers the
 * profile as the actor's role sees it.
 */
export async function changeProfile(
  ctx: Ctx,
  { key, customerId, change }: ChangeProfile,
): Promise<Result<ProfileView, ProfileRefusal | Refusal<'idempotency_key_reused'>>> {
  // What a key remembers is that it was done, and of the words their keyed hash.
  const hashed = ctx.vault.hash(ctx.actor.merchantId, 'profile', JSON.stringify(change)).toString('hex');
  const done = await inTx<'changed', ProfileRefusal>(ctx, { key, input: { customerId, hashed } }, async (tx) => {
    if (!(await holdCustomers(tx, [customerId])).has(customerId)) return refuse('customer_not_found', { customerId });
    const { birthday = null } = change;
    const today = tx.now.toISOString().slice(0, 10);
    if (birthday !== null && !isBirthday(birthday, today)) return refuse('profile_birthday_invalid');
    await writeProfile(tx, await changed(ctx, tx, { customerId, change }), ctx.actor.id);
    return ok('changed');
  });
  return done.ok ? ok(await inRead(ctx, (tx) => profileOf(ctx, tx, customerId))) : done;
}

async function changed(ctx: Ctx, tx: Tx, { customerId, change }: Omit<ChangeProfile, 'key'>): Promise<ProfileRow> {
  const [before] = await readProfiles(tx, [customerId]);
  const seal = async (text: string | null | undefined, kept: Buffer | null = null): Promise<Buffer | null> => {
    if (text === undefined) return kept;
    return text === null ? null : sealText(ctx, tx, { customerId, text });
  };
  return {
    customerId,
    name: await seal(change.name, before?.name),
    birthday: await seal(change.birthday, before?.birthday),
    salutation: change.salutation === undefined ? (before?.salutation ?? null) : change.salutation,
    locale: change.locale === undefined ? (before?.locale ?? null) : change.locale,
  };
}
