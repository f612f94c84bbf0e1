import { inTx, sql, type Ctx } from '@shuke/db';
import { newId, ok } from '@shuke/kernel';
import { createCustomer, recordConsents } from '../../index.ts';
import type { ConsentSaid } from '../consent.ts';

/** A customer of one member number of their own. */
export async function newCustomer(ctx: Ctx): Promise<string> {
  const made = await createCustomer(ctx, { key: newId(), identifiers: [{ kind: 'member_no', value: newId() }] });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.customerId;
}

/** A yes to marketing by SMS, but for what a test says of it. */
export const said = (own: Partial<ConsentSaid> & Pick<ConsentSaid, 'customerId'>): ConsentSaid => ({
  purpose: 'marketing',
  channel: 'sms',
  granted: true,
  source: 'till',
  wording: own.granted === false ? null : { version: 0, language: 'zh-CN' },
  at: new Date('2026-03-01T00:00:00Z'),
  touchpointId: null,
  by: newId(),
  ...own,
});

export async function record(ctx: Ctx, rows: readonly ConsentSaid[]): Promise<void> {
  await inTx(ctx, {}, async (tx) => ok(await recordConsents(tx, rows)));
}

/** What the published view says that a customer agrees to. */
export async function published(ctx: Ctx, customerId: string): Promise<string[]> {
  const rows = await inTx(ctx, {}, async (tx) =>
    ok(
      await tx.many<{ purpose: string; channel: string }>(sql`
        select purpose, channel from pub_consent
         where merchant_id = ${tx.merchantId} and customer_id = ${customerId} and granted`),
    ),
  );
  return rows.ok ? rows.value.map(({ purpose, channel }) => `${purpose} ${channel}`).toSorted() : [];
}
