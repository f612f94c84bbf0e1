import type { ConsentPurpose } from '@shuke/contract';
import { sql, type Tx } from '@shuke/db';
import type { ConsentEntry } from './consent.ts';
import type { Wording } from './wordings.ts';

export const insertEntries = (tx: Tx, entries: readonly ConsentEntry[]): Promise<number> =>
  tx.run(sql`
    insert into consent_entry
      (merchant_id, entry_id, customer_id, purpose, channel, granted, source, wording_version, language, said_at,
       recorded_at, touchpoint_id, recorded_by)
    select ${tx.merchantId}, n.entry_id, n.customer_id, n.purpose, n.channel, n.granted, n.source, n.wording_version,
           n.language, n.said_at, ${tx.now}, n.touchpoint_id, n.recorded_by
      from unnest(${entries.map((e) => e.entryId)}::uuid[], ${entries.map((e) => e.customerId)}::uuid[],
                  ${entries.map((e) => e.purpose)}::text[], ${entries.map((e) => e.channel)}::text[],
                  ${entries.map((e) => e.granted)}::boolean[], ${entries.map((e) => e.source)}::text[],
                  ${entries.map((e) => e.wording?.version ?? null)}::integer[],
                  ${entries.map((e) => e.wording?.language ?? null)}::text[],
                  ${entries.map((e) => e.at.toISOString())}::timestamptz[],
                  ${entries.map((e) => e.touchpointId)}::uuid[], ${entries.map((e) => e.by)}::uuid[])
        as n (entry_id, customer_id, purpose, channel, granted, source, wording_version, language, said_at,
              touchpoint_id, recorded_by)`);

/** The merchant's own wordings that hold now: the last version of each purpose that has one. */
export const latestWordings = (tx: Tx): Promise<Wording[]> =>
  tx.many<Wording>(sql`
    select distinct on (purpose) purpose, version, text_en as en, text_zh as zh
      from consent_wording
     where merchant_id = ${tx.merchantId}
     order by purpose, version desc`);

/** The number of the last version of a purpose; 0 where only the shipped one is there. */
export async function latestVersion(tx: Tx, purpose: ConsentPurpose): Promise<number> {
  const { version } = await tx.one<{ version: number }>(sql`
    select coalesce(max(version), 0) as version from consent_wording
     where merchant_id = ${tx.merchantId} and purpose = ${purpose}`);
  return version;
}

/** Adds the next version. Of two at once the later one meets the primary key and is tried again by its caller. */
export const insertWording = (tx: Tx, wording: Omit<Wording, 'version'> & { by: string }): Promise<Wording | null> =>
  tx.maybeOne<Wording>(sql`
    insert into consent_wording (merchant_id, purpose, version, text_en, text_zh, created_at, created_by)
    select ${tx.merchantId}::uuid, ${wording.purpose}::text, coalesce(max(w.version), 0) + 1, ${wording.en}::text,
           ${wording.zh}::text, ${tx.now}::timestamptz, ${wording.by}::uuid
      from consent_wording w
     where w.merchant_id = ${tx.merchantId}::uuid and w.purpose = ${wording.purpose}::text
    on conflict (merchant_id, purpose, version) do nothing
    returning purpose, version, text_en as en, text_zh as zh`);
