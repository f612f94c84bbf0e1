import { openMany, raw, sealMany, sql, type Tx } from '@shuke/db';
import type { VoucherUse } from '../adapter/adapter.ts';
import type { ChannelName } from '../channel.ts';

export const VOUCHER_PURPOSE = 'channel voucher';

export const VOUCHER_STATUSES = ['asking', 'consumed', 'refused', 'cancelling', 'cancelled'] as const;
export type VoucherStatus = (typeof VOUCHER_STATUSES)[number];

/** What is kept sealed of a voucher: with it whoever has it can spend it. */
export type VoucherSecret = Pick<VoucherUse, 'code' | 'tokens'>;

/** A consumption of a voucher. Amounts are of all its uses. */
export interface Voucher {
  readonly consumptionId: string;
  readonly accountId: string;
  readonly storeId: string;
  readonly channel: ChannelName;
  readonly dealRef: string;
  readonly dealName: string;
  readonly uses: number;
  readonly listMinor: number;
  readonly guestPaidMinor: number;
  readonly payableMinor: number;
  readonly commissionMinor: number;
  readonly status: VoucherStatus;
  readonly refusedFor: string | null;
  readonly attempts: number;
  readonly customerId: string | null;
  readonly channelOrderId: string | null;
  readonly consumedAt: Date | null;
  readonly createdAt: Date;
}

const COLUMNS = raw(`consumption_id as "consumptionId", account_id as "accountId", store_id as "storeId", channel,
  deal_ref as "dealRef", deal_name as "dealName", uses, list_minor as "listMinor", guest_paid_minor as "guestPaidMinor",
  payable_minor as "payableMinor", commission_minor as "commissionMinor", status, refused_for as "refusedFor", attempts,
  customer_id as "customerId", channel_order_id as "channelOrderId", consumed_at as "consumedAt", created_at as "createdAt"`);

export interface NewVoucher extends Omit<
  Voucher,
  'status' | 'refusedFor' | 'attempts' | 'channelOrderId' | 'consumedAt' | 'createdAt'
> {
  readonly secret: VoucherSecret;
  readonly codeHash: Buffer;
  readonly consumedBy: string;
  readonly nextAskAt: Date;
}

/** Begins a consumption; false where the code is being spent, or is spent. The index is the limit. */
export async function insertVoucher(tx: Tx, voucher: NewVoucher): Promise<boolean> {
  const [sealed] = await sealMany(tx, VOUCHER_PURPOSE, [JSON.stringify(voucher.secret)]);
  const added = await tx.run(sql`
    insert into channel_voucher
      (merchant_id, consumption_id, account_id, store_id, channel, code_hash, sealed, hint, deal_ref, deal_name, uses,
       list_minor, guest_paid_minor, payable_minor, commission_minor, status, attempts, next_ask_at, customer_id,
       consumed_by, created_at)
    values (${tx.merchantId}, ${voucher.consumptionId}, ${voucher.accountId}, ${voucher.storeId}, ${voucher.channel},
            ${voucher.codeHash}, ${sealed}, ${voucher.secret.code.slice(-4)}, ${voucher.dealRef}, ${voucher.dealName},
            ${voucher.uses}, ${voucher.listMinor}, ${voucher.guestPaidMinor}, ${voucher.payableMinor},
            ${voucher.commissionMinor}, 'asking', 0, ${voucher.nextAskAt}, ${voucher.customerId}, ${voucher.consumedBy},
            ${tx.now})
    on conflict (merchant_id, channel, code_hash) where status in ('asking', 'consumed', 'cancelling') do nothing`);
  return added === 1;
}

/** The consumption of a code that is under way or stands. */
export const standingVoucher = (
  tx: Tx,
  { channel, codeHash }: { readonly channel: ChannelName; readonly codeHash: Buffer },
): Promise<Voucher | null> =>
  tx.maybeOne<Voucher>(sql`
    select ${COLUMNS} from channel_voucher
     where merchant_id = ${tx.merchantId} and channel = ${channel} and code_hash = ${codeHash}
       and status in ('asking', 'consumed', 'cancelling')`);

export const voucherById = (tx: Tx, consumptionId: string): Promise<Voucher | null> =>
  tx.maybeOne<Voucher>(sql`
    select ${COLUMNS} from channel_voucher where merchant_id = ${tx.merchantId} and consumption_id = ${consumptionId}`);

/** The same, held for this transaction: answers of one consumption are taken in one by one. */
export const holdVoucher = (tx: Tx, consumptionId: string): Promise<Voucher | null> =>
  tx.maybeOne<Voucher>(sql`
    select ${COLUMNS} from channel_voucher
     where merchant_id = ${tx.merchantId} and consumption_id = ${consumptionId}
       for update`);

export async function secretsOf(tx: Tx, consumptionIds: readonly string[]): Promise<Map<string, VoucherSecret>> {
  const rows = await tx.many<{ id: string; sealed: Buffer }>(sql`
    select consumption_id as id, sealed from channel_voucher
     where merchant_id = ${tx.merchantId} and consumption_id = any (${consumptionIds}::uuid[])`);
  const texts = await openMany(
    tx,
    VOUCHER_PURPOSE,
    rows.map((row) => row.sealed),
  );
  return new Map(rows.map((row, i) => [row.id, JSON.parse(texts[i]!) as VoucherSecret]));
}

/** Takes the right to ask the platform for the first time; one caller gets it, whoever else comes with the same request. */
export const takeFirstAsk = async (
  tx: Tx,
  { consumptionId, heldUntil }: { readonly consumptionId: string; readonly heldUntil: Date },
): Promise<boolean> =>
  (await tx.run(sql`
    update channel_voucher set attempts = 1, claimed_until = ${heldUntil}
     where merchant_id = ${tx.merchantId} and consumption_id = ${consumptionId} and attempts = 0 and status = 'asking'`)) ===
  1;

export interface VoucherMove {
  readonly consumptionId: string;
  readonly status: VoucherStatus;
  readonly refusedFor?: string | null;
  /** Of what is asked on. */
  readonly nextAskAt?: Date | null;
}

export const moveVoucher = (tx: Tx, move: VoucherMove): Promise<number> =>
  tx.run(sql`
    update channel_voucher
       set status = ${move.status}, refused_for = ${move.refusedFor ?? null}, next_ask_at = ${move.nextAskAt ?? null},
           claimed_until = null
     where merchant_id = ${tx.merchantId} and consumption_id = ${move.consumptionId}`);

export interface Spent {
  readonly consumptionId: string;
  readonly voucherRef: string;
  readonly channelOrderId: string;
  readonly secret: VoucherSecret;
}

export async function noteSpent(tx: Tx, spent: Spent): Promise<void> {
  const [sealed] = await sealMany(tx, VOUCHER_PURPOSE, [JSON.stringify(spent.secret)]);
  await tx.run(sql`
    update channel_voucher
       set status = 'consumed', next_ask_at = null, claimed_until = null, voucher_ref = ${spent.voucherRef},
           channel_order_id = ${spent.channelOrderId}, sealed = ${sealed}, consumed_at = ${tx.now}
     where merchant_id = ${tx.merchantId} and consumption_id = ${spent.consumptionId}`);
}

/** Takes consumptions whose outcome is due to be asked for; whoever dies with one leaves it to the next round. */
export const claimVouchers = (
  tx: Tx,
  { heldUntil, most }: { readonly heldUntil: Date; readonly most: number },
): Promise<Voucher[]> =>
  tx.many<Voucher>(sql`
    with due as (
      select merchant_id, consumption_id as due_id from channel_voucher
       where merchant_id = ${tx.merchantId} and next_ask_at <= ${tx.now}
         and (claimed_until is null or claimed_until <= ${tx.now})
       order by next_ask_at, consumption_id
       limit ${most}
         for update skip locked)
    update channel_voucher v
       set attempts = v.attempts + 1, claimed_until = ${heldUntil}
      from due
     where v.merchant_id = ${tx.merchantId} and v.merchant_id = due.merchant_id and v.consumption_id = due.due_id
    returning v.consumption_id as "consumptionId", v.account_id as "accountId", v.store_id as "storeId", v.channel,
              v.deal_ref as "dealRef", v.deal_name as "dealName", v.uses, v.list_minor as "listMinor",
              v.guest_paid_minor as "guestPaidMinor", v.payable_minor as "payableMinor",
              v.commission_minor as "commissionMinor", v.status, v.refused_for as "refusedFor", v.attempts,
              v.customer_id as "customerId", v.channel_order_id as "channelOrderId", v.consumed_at as "consumedAt",
              v.created_at as "createdAt"`);

/** The order that a consumption became, by the platform's number of it. */
export async function voucherOrderOf(
  tx: Tx,
  { channel, voucherRef }: { readonly channel: ChannelName; readonly voucherRef: string },
): Promise<string | null> {
  const rows = await tx.many<{ id: string }>(sql`
    select channel_order_id as id from channel_voucher
     where merchant_id = ${tx.merchantId} and channel = ${channel} and voucher_ref = ${voucherRef}
       and channel_order_id is not null
     order by consumption_id desc
     limit 1`);
  return rows[0]?.id ?? null;
}
