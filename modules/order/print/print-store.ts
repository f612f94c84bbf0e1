import { openMany, sealMany, sql, type Tx } from '@shuke/db';
import { newId } from '@shuke/kernel';
import type { Ticket } from './ticket.ts';

export const TICKET_PURPOSE = 'print ticket';

export interface NewPrintJob {
  readonly storeId: string;
  /** What it is about, such as an order; a ticket of one kind is queued once for it. */
  readonly referenceId: string;
  readonly ticket: Ticket;
}

/** Queues tickets; one that is queued already, or was printed, stays as it is. */
export async function insertJobs(tx: Tx, jobs: readonly NewPrintJob[]): Promise<number> {
  const sealed = await sealMany(
    tx,
    TICKET_PURPOSE,
    jobs.map(({ ticket }) => JSON.stringify(ticket)),
  );
  return tx.run(sql`
    insert into print_job
      (merchant_id, job_id, store_id, kind, reference_id, content, status, claims, created_at)
    select ${tx.merchantId}, n.job_id, n.store_id, n.kind, n.reference_id, n.content, 'waiting', 0, ${tx.now}
      from unnest(${jobs.map(() => newId())}::uuid[], ${jobs.map((job) => job.storeId)}::uuid[],
                  ${jobs.map((job) => job.ticket.kind)}::text[], ${jobs.map((job) => job.referenceId)}::uuid[],
                  ${sealed}::bytea[]) as n (job_id, store_id, kind, reference_id, content)
    on conflict (merchant_id, kind, reference_id) do nothing`);
}

export interface Claim {
  readonly storeId: string;
  readonly by: string;
  readonly until: Date;
  readonly most: number;
}

export interface ClaimedJob {
  readonly jobId: string;
  readonly referenceId: string;
  /** How often it was given out, this time among them. */
  readonly claims: number;
  readonly ticket: Ticket;
}

/** Gives out tickets of a store that nobody holds, the oldest first. Two printers at once never get the same one. */
export async function claimJobs(tx: Tx, claim: Claim): Promise<ClaimedJob[]> {
  const rows = await tx.many<{ jobId: string; referenceId: string; claims: number; content: Buffer }>(sql`
    update print_job j
       set status = 'claimed', claims = j.claims + 1, claimed_by = ${claim.by}, claimed_until = ${claim.until}
      from (select job_id from print_job
             where merchant_id = ${tx.merchantId} and store_id = ${claim.storeId} and status <> 'printed'
               and (claimed_until is null or claimed_until <= ${tx.now})
             order by job_id
             limit ${claim.most}
               for update skip locked) as free
     where j.merchant_id = ${tx.merchantId} and j.job_id = free.job_id
    returning j.job_id as "jobId", j.reference_id as "referenceId", j.claims, j.content`);
  const tickets = await openMany(
    tx,
    TICKET_PURPOSE,
    rows.map((row) => row.content),
  );
  return rows
    .map(({ jobId, referenceId, claims }, i) => ({
      jobId,
      referenceId,
      claims,
      ticket: JSON.parse(tickets[i]!) as Ticket,
    }))
    .toSorted((a, b) => (a.jobId < b.jobId ? -1 : 1));
}

/** Takes a ticket for printed that this caller holds; what stood on it is gone. */
export const finishJob = (tx: Tx, { jobId, by }: { readonly jobId: string; readonly by: string }): Promise<number> =>
  tx.run(sql`
    update print_job set status = 'printed', printed_at = ${tx.now}, content = null
     where merchant_id = ${tx.merchantId} and job_id = ${jobId} and status = 'claimed' and claimed_by = ${by}`);

export interface JobState {
  readonly status: 'waiting' | 'claimed' | 'printed';
  readonly claimedBy: string | null;
}

export const jobState = (tx: Tx, jobId: string): Promise<JobState | null> =>
  tx.maybeOne<JobState>(sql`
    select status, claimed_by as "claimedBy" from print_job where merchant_id = ${tx.merchantId} and job_id = ${jobId}`);

/** The ticket of a kind that waits for something; null once it is printed. */
export async function waitingTicket(
  tx: Tx,
  { kind, referenceId }: { readonly kind: Ticket['kind']; readonly referenceId: string },
): Promise<Ticket | null> {
  const row = await tx.maybeOne<{ content: Buffer }>(sql`
    select content from print_job
     where merchant_id = ${tx.merchantId} and kind = ${kind} and reference_id = ${referenceId} and content is not null`);
  const [text] = row ? await openMany(tx, TICKET_PURPOSE, [row.content]) : [];
  return text === undefined ? null : (JSON.parse(text) as Ticket);
}

export const deleteJobsBefore = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from print_job where merchant_id = ${tx.merchantId} and created_at < ${before}`);

/** For the rotation of keys: tickets behind one that still stand. */
export const sealedJobs = (tx: Tx, after: string, limit: number): Promise<{ id: string; sealed: Buffer }[]> =>
  tx.many(sql`
    select job_id as id, content as sealed from print_job
     where merchant_id = ${tx.merchantId} and job_id > ${after} and content is not null
     order by job_id limit ${limit}`);

export const resealJobs = (
  tx: Tx,
  rows: readonly { readonly id: string; readonly former: Buffer; readonly anew: Buffer }[],
): Promise<number> =>
  tx.run(sql`
    update print_job j set content = n.anew
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.former)}::bytea[],
                  ${rows.map((r) => r.anew)}::bytea[]) as n (job_id, former, anew)
     where j.merchant_id = ${tx.merchantId} and j.job_id = n.job_id and j.content = n.former`);
