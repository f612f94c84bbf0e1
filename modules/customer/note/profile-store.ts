import type { Salutation } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';

export interface ProfileRow {
  readonly customerId: string;
  readonly name: Buffer | null;
  readonly salutation: Salutation | null;
  readonly birthday: Buffer | null;
  readonly locale: string | null;
}

export const writeProfile = (tx: Tx, row: ProfileRow, by: string): Promise<number> =>
  tx.run(sql`
    insert into customer_profile
      (merchant_id, customer_id, name, salutation, birthday, locale, updated_at, updated_by)
    values (${tx.merchantId}, ${row.customerId}, ${row.name}, ${row.salutation}, ${row.birthday}, ${row.locale},
            ${tx.now}, ${by})
    on conflict (merchant_id, customer_id) do update
      set name = excluded.name, salutation = excluded.salutation, birthday = excluded.birthday,
          locale = excluded.locale, updated_at = excluded.updated_at, updated_by = excluded.updated_by`);

/** The profiles of people who have one. */
export const readProfiles = (tx: Tx, customerIds: readonly string[]): Promise<ProfileRow[]> =>
  tx.many<ProfileRow>(sql`
    select customer_id as "customerId", name, salutation, birthday, locale from customer_profile
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);
