import { headerOf, openMany, sealingKey, sealMany, sql, type Tx } from '@shuke/db';
import { SIGN_IN_NAME } from '../staff.ts';
import { staffPage } from '../staff-store.ts';
import type { Resealer } from './rotate-keys.ts';

const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Sign-in names of staff, all of which stand under the data key itself. */
export const staffResealer: Resealer = {
  name: 'staff',
  async page(tx, after, limit) {
    const rows = await staffPage(tx, { after: after ?? NO_ID, limit });
    const { version } = await sealingKey(tx);
    const former = rows.filter((row) => headerOf(row.sign_in_name)?.version !== version);
    const names = await openMany(
      tx,
      SIGN_IN_NAME,
      former.map((row) => row.sign_in_name),
    );
    const anew = await sealMany(tx, SIGN_IN_NAME, names);
    const done = await replaceNames(
      tx,
      former.map((row, i) => ({ staffId: row.staff_id, former: row.sign_in_name, anew: anew[i]! })),
    );
    return { next: rows.length < limit ? null : rows.at(-1)!.staff_id, done };
  },
};

const replaceNames = (
  tx: Tx,
  rows: readonly { readonly staffId: string; readonly former: Buffer; readonly anew: Buffer }[],
): Promise<number> =>
  tx.run(sql`
    update staff s set sign_in_name = n.anew
      from unnest(${rows.map((r) => r.staffId)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                  ${rows.map((r) => r.anew)}::bytea[]) as n (staff_id, former, anew)
     where s.merchant_id = ${tx.merchantId} and s.staff_id = n.staff_id and s.sign_in_name = n.former`);
