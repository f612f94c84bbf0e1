import type { ConsentChannel, ConsentPurpose } from '@shuke/contract';
import { inRead, sql, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import { knownCustomers } from '../known-customers.ts';
import { circleOf } from '../link/circles.ts';
import type { ConsentEntry } from './consent.ts';
import { latestWordings } from './consent-store.ts';
import { SHIPPED_WORDINGS, type Wording } from './wordings.ts';

export interface AskedConsent {
  readonly customerIds: readonly string[];
  readonly purpose: ConsentPurpose;
  /** `any` asks for what was agreed to for every channel. */
  readonly channel: ConsentChannel;
  /** By what was said up to this instant; by default the transaction's. */
  readonly asOf?: Date;
}

/**
 * Which of the customers agree. Ask in the transaction that sends: a withdrawal that was answered before is seen. What
 * anyone of a person's customers said is the person's, so a withdrawal acts for all of them.
 */
export async function hasConsent(tx: Tx, asked: AskedConsent): Promise<Set<string>> {
  const { customerIds, purpose, channel, asOf = tx.now } = asked;
  if (customerIds.length === 0) return new Set();
  const pairs = await speakersOf(tx, customerIds);
  const rows = await tx.many<{ customerId: string; granted: boolean }>(sql`
    select distinct on (n.customer_id) n.customer_id as "customerId", e.granted
      from unnest(${pairs.map((p) => p.customerId)}::uuid[], ${pairs.map((p) => p.speaker)}::uuid[])
        as n (customer_id, speaker)
      join consent_entry e on e.merchant_id = ${tx.merchantId} and e.customer_id = n.speaker
     where e.purpose = ${purpose} and e.channel in (${channel}, 'any') and e.said_at <= ${asOf}
     order by n.customer_id, e.said_at desc, e.granted`);
  return new Set(rows.filter((row) => row.granted).map((row) => row.customerId));
}

interface Pair {
  readonly customerId: string;
  /** One who spoke for that person. */
  readonly speaker: string;
}

async function speakersOf(tx: Tx, customerIds: readonly string[]): Promise<Pair[]> {
  const circles = await circleOf(tx, customerIds);
  return [...circles].flatMap(([customerId, circle]) => circle.map((speaker) => ({ customerId, speaker })));
}

export interface LiveConsent {
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
}

export interface ConsentLedger {
  readonly asOf: Date;
  readonly live: readonly LiveConsent[];
  readonly entries: readonly ConsentEntry[];
}

/** What a person agrees to at an instant, now unless told, and the last 200 entries that led there. */
export function getConsents(
  ctx: Ctx,
  { customerId, asOf }: { customerId: string; asOf?: Date | undefined },
): Promise<Result<ConsentLedger, Refusal<'customer_not_found'>>> {
  return inRead(ctx, async (tx) => {
    const known = await knownCustomers(tx, [{ merchantId: tx.merchantId, customerId }]);
    if (!known.has(customerId)) return refuse('customer_not_found', { customerId });
    const speakers = (await speakersOf(tx, [customerId])).map(({ speaker }) => speaker);
    const instant = asOf ?? tx.now;
    return ok({
      asOf: instant,
      live: await liveConsents(tx, speakers, instant),
      entries: await lastEntries(tx, speakers, instant),
    });
  });
}

async function liveConsents(tx: Tx, speakers: readonly string[], asOf: Date): Promise<LiveConsent[]> {
  const rows = await tx.many<LiveConsent & { granted: boolean }>(sql`
    select distinct on (e.purpose, c.channel) e.purpose, c.channel, e.granted
      from consent_entry e
      join (values ('sms'), ('wechat'), ('email'), ('call'), ('app'), ('any')) as c (channel)
        on e.channel in (c.channel, 'any')
     where e.merchant_id = ${tx.merchantId} and e.customer_id = any(${speakers}::uuid[]) and e.said_at <= ${asOf}
     order by e.purpose, c.channel, e.said_at desc, e.granted`);
  return rows.filter((row) => row.granted).map(({ purpose, channel }) => ({ purpose, channel }));
}

type EntryRow = Omit<ConsentEntry, 'wording'> & { version: number | null; language: 'en' | 'zh-CN' | null };

async function lastEntries(tx: Tx, speakers: readonly string[], asOf: Date): Promise<ConsentEntry[]> {
  const rows = await tx.many<EntryRow>(sql`
    select entry_id as "entryId", customer_id as "customerId", purpose, channel, granted, source,
           wording_version as version, language, said_at as at, recorded_at as "recordedAt",
           touchpoint_id as "touchpointId", recorded_by as by
      from consent_entry
     where merchant_id = ${tx.merchantId} and customer_id = any(${speakers}::uuid[]) and said_at <= ${asOf}
     order by said_at desc, entry_id desc
     limit 200`);
  return rows.map(({ version, language, ...entry }) => ({
    ...entry,
    wording: version === null || language === null ? null : { version, language },
  }));
}

/** What people are asked now, one wording a purpose: the merchant's own, or the one that comes with the program. */
export async function currentWordings(tx: Tx): Promise<Wording[]> {
  const own = new Map((await latestWordings(tx)).map((wording) => [wording.purpose, wording]));
  return SHIPPED_WORDINGS.map((shipped) => own.get(shipped.purpose) ?? shipped);
}
