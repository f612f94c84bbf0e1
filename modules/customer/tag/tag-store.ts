import { raw, sql, type Tx } from '@shuke/db';
import { WORDED, type Evidence, type TagRow } from './tag.ts';

/** Adds evidence; what an order has taught before is passed over. */
export const insertEvidence = (tx: Tx, rows: readonly Evidence[]): Promise<number> =>
  tx.run(sql`
    insert into tag_evidence
      (merchant_id, evidence_id, customer_id, kind, dimension, value, likes, intensity, allergy, weight_milli, source,
       parents, order_id, line_no, note_id, staff_id, cancels, happened_at, recorded_at)
    select ${tx.merchantId}, n.evidence_id, n.customer_id, n.kind, n.dimension, n.value, n.likes, n.intensity, n.allergy,
           n.weight_milli, n.source, array(select json_array_elements_text(n.parents)), n.order_id, n.line_no, n.note_id,
           n.staff_id, n.cancels, n.happened_at, ${tx.now}
      from unnest(${rows.map((r) => r.evidenceId)}::uuid[], ${rows.map((r) => r.customerId)}::uuid[],
                  ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.dimension)}::text[],
                  ${rows.map((r) => r.value)}::text[], ${rows.map((r) => r.likes)}::boolean[],
                  ${rows.map((r) => r.intensity)}::smallint[], ${rows.map((r) => r.allergy)}::boolean[],
                  ${rows.map((r) => r.weightMilli)}::integer[], ${rows.map((r) => r.source)}::text[],
                  ${rows.map((r) => JSON.stringify(r.parents))}::json[], ${rows.map((r) => r.orderId)}::uuid[],
                  ${rows.map((r) => r.lineNo)}::integer[], ${rows.map((r) => r.noteId)}::uuid[],
                  ${rows.map((r) => r.staffId)}::uuid[], ${rows.map((r) => r.cancels)}::uuid[],
                  ${rows.map((r) => r.happenedAt.toISOString())}::timestamptz[])
        as n (evidence_id, customer_id, kind, dimension, value, likes, intensity, allergy, weight_milli, source, parents,
              order_id, line_no, note_id, staff_id, cancels, happened_at)
    on conflict (merchant_id, order_id, line_no, dimension, value) where order_id is not null and kind = 'said' do nothing`);

const EVIDENCE = raw(`
  evidence_id as "evidenceId", customer_id as "customerId", kind, dimension, value, likes, intensity, allergy,
  weight_milli as "weightMilli", source, parents, order_id as "orderId", line_no as "lineNo", note_id as "noteId",
  staff_id as "staffId", cancels, happened_at as "happenedAt"`);

/** All evidence of people. */
export const readEvidence = (tx: Tx, customerIds: readonly string[]): Promise<Evidence[]> =>
  tx.many<Evidence>(sql`
    select ${EVIDENCE}
      from tag_evidence
     where merchant_id = ${tx.merchantId} and customer_id = any (${customerIds}::uuid[])`);

/** All evidence that comes from one note, its cancellations too. */
export const evidenceOfNote = (tx: Tx, noteId: string): Promise<Evidence[]> =>
  tx.many<Evidence>(sql`
    select ${EVIDENCE}
      from tag_evidence
     where merchant_id = ${tx.merchantId} and note_id = ${noteId}`);

const TAG = raw(`
  t.customer_id as "customerId", t.family, t.value, t.parents, t.like_fading as "likeFading",
  t.avoid_lasting as "avoidLasting", t.avoid_fading as "avoidFading", t.like_intensity as "likeIntensity",
  t.avoid_intensity as "avoidIntensity", t.allergy, t.evidence_count as "evidenceCount",
  t.last_evidence_at as "lastEvidenceAt"`);

export const readTags = (tx: Tx, customerIds: readonly string[]): Promise<TagRow[]> =>
  tx.many<TagRow>(sql`
    select ${TAG}
      from customer_tag t
     where t.merchant_id = ${tx.merchantId} and t.customer_id = any (${customerIds}::uuid[])`);

/** A tag with the names that the merchant's own words give it; null where the merchant has no word for it. */
export type OwnNamedRow = TagRow & { readonly ownEn: string | null; readonly ownZh: string | null };

/** The same with the merchant's own names for what words of the lexicon stand for. */
export const readNamedTags = (tx: Tx, customerIds: readonly string[]): Promise<OwnNamedRow[]> =>
  tx.many<OwnNamedRow>(sql`
    select ${TAG}, w.name_en as "ownEn", w.name_zh as "ownZh"
      from customer_tag t
      left join tag_lexicon w on w.merchant_id = t.merchant_id and w.key = t.value
                             and t.family = any (${WORDED}::text[])
     where t.merchant_id = ${tx.merchantId} and t.customer_id = any (${customerIds}::uuid[])`);

/** Takes away the tags of people that are not among these. */
export const deleteOtherTags = (tx: Tx, customerIds: readonly string[], rows: readonly TagRow[]): Promise<number> =>
  tx.run(sql`
    delete from customer_tag t
     where t.merchant_id = ${tx.merchantId} and t.customer_id = any (${customerIds}::uuid[])
       and not exists (select from unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.family)}::text[],
                                          ${rows.map((r) => r.value)}::text[]) as n (customer_id, family, value)
                        where n.customer_id = t.customer_id and n.family = t.family and n.value = t.value)`);

/** Writes tags, and touches none that is as it was; answers how many changed. */
export const writeTags = (tx: Tx, rows: readonly TagRow[]): Promise<number> =>
  tx.run(sql`
    insert into customer_tag as t
      (merchant_id, customer_id, family, value, parents, like_fading, avoid_lasting, avoid_fading,
       like_intensity, avoid_intensity, allergy, evidence_count, last_evidence_at)
    select ${tx.merchantId}, n.customer_id, n.family, n.value, array(select json_array_elements_text(n.parents)),
           n.like_fading, n.avoid_lasting, n.avoid_fading, n.like_intensity, n.avoid_intensity, n.allergy,
           n.evidence_count, n.last_evidence_at
      from unnest(${rows.map((r) => r.customerId)}::uuid[], ${rows.map((r) => r.family)}::text[],
                  ${rows.map((r) => r.value)}::text[], ${rows.map((r) => JSON.stringify(r.parents))}::json[],
                  ${rows.map((r) => r.likeFading)}::double precision[],
                  ${rows.map((r) => r.avoidLasting)}::double precision[],
                  ${rows.map((r) => r.avoidFading)}::double precision[], ${rows.map((r) => r.likeIntensity)}::smallint[],
                  ${rows.map((r) => r.avoidIntensity)}::smallint[], ${rows.map((r) => r.allergy)}::boolean[],
                  ${rows.map((r) => r.evidenceCount)}::integer[],
                  ${rows.map((r) => r.lastEvidenceAt.toISOString())}::timestamptz[])
        as n (customer_id, family, value, parents, like_fading, avoid_lasting, avoid_fading, like_intensity,
              avoid_intensity, allergy, evidence_count, last_evidence_at)
    on conflict (merchant_id, customer_id, family, value) do update
      set parents = excluded.parents, like_fading = excluded.like_fading,
          avoid_lasting = excluded.avoid_lasting, avoid_fading = excluded.avoid_fading,
          like_intensity = excluded.like_intensity, avoid_intensity = excluded.avoid_intensity,
          allergy = excluded.allergy, evidence_count = excluded.evidence_count,
          last_evidence_at = excluded.last_evidence_at
    where (t.parents, t.like_fading, t.avoid_lasting, t.avoid_fading, t.like_intensity, t.avoid_intensity,
           t.allergy, t.evidence_count, t.last_evidence_at)
      is distinct from (excluded.parents, excluded.like_fading, excluded.avoid_lasting,
           excluded.avoid_fading, excluded.like_intensity, excluded.avoid_intensity, excluded.allergy,
           excluded.evidence_count, excluded.last_evidence_at)`);

/** The next people of whom there is evidence, by id. */
export const peopleWithEvidence = (tx: Tx, after: string, limit: number): Promise<{ customerId: string }[]> =>
  tx.many(sql`
    select distinct customer_id as "customerId" from tag_evidence
     where merchant_id = ${tx.merchantId} and customer_id > ${after}
     order by customer_id
     limit ${limit}`);

/** How much staff have said of a person. Exact while the person is held. */
export async function countSaidByStaff(tx: Tx, customerId: string): Promise<number> {
  const { said } = await tx.one<{ said: number }>(sql`
    select count(*)::integer as said from tag_evidence
     where merchant_id = ${tx.merchantId} and customer_id = ${customerId} and source = 'staff'`);
  return said;
}
