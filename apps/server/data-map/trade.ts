import type { DataMapEntry } from '@shuke/db';
import { NOTE_PURPOSE } from '@shuke/order';

const CUSTOMER = 'customer_id';
const IDS = 'keep_ids' as const;

/**
 * What orders, value and offers hold of a person: ids, amounts and days, which stay after an erasure so that the books
 * balance, and free text of staff, in which a name may stand and which is blanked.
 */
export const tradeData: readonly DataMapEntry[] = [
  {
    table: 'sales_order',
    person: CUSTOMER,
    columns: {
      order_ref: 'number of the receipt',
      ordered_at: 'when',
      store_id: 'at which store',
      source: 'how it was ordered',
      gross_minor: 'before discounts, in minor units',
      discount_minor: 'discounts',
      payable_minor: 'what was to be paid',
      line_product_id: 'what was bought',
      line_quantity_milli: 'how much of it, in thousandths',
      line_amount_minor: 'for how much',
      tender_kind: 'how it was paid',
      coupon_code: 'with which coupons',
      touchpoint_id: 'at which touchpoint',
      note: 'what was asked for in words',
    },
    sealed: { note: NOTE_PURPOSE },
    erase: IDS,
  },
  {
    table: 'order_refund',
    person: CUSTOMER,
    through: { table: 'sales_order', on: ['order_id', 'order_id'] },
    columns: { order_id: 'of which order', amount_minor: 'what was paid back', reason: 'why', refunded_at: 'when' },
    erase: { scrub: { reason: `''` } },
  },
  {
    table: 'bill',
    person: CUSTOMER,
    columns: { label: 'what the table or sale was called', status: 'what became of it', created_at: 'when' },
    erase: { scrub: { label: `''`, void_reason: `case when void_reason is null then null else '' end` } },
  },
  {
    table: 'coupon',
    person: CUSTOMER,
    columns: {
      code: 'its code',
      issued_at: 'when it was given',
      expires_at: 'until when',
      used_count: 'how often used',
    },
    erase: IDS,
  },
  {
    table: 'coupon_redemption',
    person: CUSTOMER,
    columns: { order_ref: 'on which receipt', discount_minor: 'what it took off', redeemed_at: 'when' },
    erase: IDS,
  },
  {
    table: 'coupon_reversal',
    person: CUSTOMER,
    through: { table: 'coupon_redemption', on: ['redemption_id', 'redemption_id'] },
    columns: { redemption_id: 'which redemption was taken back', reason: 'why', reversed_at: 'when' },
    erase: { scrub: { reason: `''` } },
  },
  {
    table: 'coupon_abatement',
    person: CUSTOMER,
    through: { table: 'coupon_redemption', on: ['redemption_id', 'redemption_id'] },
    columns: { redemption_id: 'which redemption costs less', amount_minor: 'by how much', abated_at: 'when' },
    erase: IDS,
  },
  {
    // The code itself is sealed with the merchant's key, and was spent.
    table: 'channel_voucher',
    person: CUSTOMER,
    columns: {
      channel: 'from which platform a voucher was',
      deal_name: 'for what',
      status: 'what became of it',
      consumed_at: 'when it was spent',
    },
    erase: IDS,
  },
  {
    table: 'promotion_usage',
    person: CUSTOMER,
    columns: { promotion_id: 'which promotion', period_key: 'in which period', used: 'how often' },
    erase: IDS,
  },
  {
    table: 'loyalty_member',
    person: CUSTOMER,
    columns: {
      tier_id: 'tier',
      tier_since: 'since',
      review_on: 'reviewed on',
      person_tier_id: 'tier together with other accounts of the same person',
      person_since: 'since',
      person_review_on: 'reviewed on',
    },
    erase: IDS,
  },
  {
    table: 'loyalty_tier_change',
    person: CUSTOMER,
    columns: { from_tier: 'from', to_tier: 'to', why: 'why', day: 'on which day' },
    erase: IDS,
  },
  {
    table: 'loyalty_adjustment',
    person: CUSTOMER,
    columns: { asset: 'what was given or taken', amount: 'how much', reason: 'why', adjusted_at: 'when' },
    erase: { scrub: { reason: `''` } },
  },
  {
    // The card and the money on it stay: whoever holds its number can still spend it or be paid out.
    table: 'loyalty_stored_card',
    person: CUSTOMER,
    columns: { number: 'number of the card', status: 'whether it is blocked', created_at: 'when it was opened' },
    erase: IDS,
  },
  {
    table: 'ledger_transfer',
    person: 'holder_id',
    columns: { asset: 'what moved', amount: 'how much', purpose: 'why', posted_at: 'when' },
    erase: IDS,
  },
  {
    table: 'ledger_balance',
    person: 'owner_id',
    columns: { account: 'which balance', asset: 'of what', balance: 'how much', lot_until: 'until when' },
    erase: IDS,
  },
  { table: 'ledger_snapshot', person: 'owner_id', columns: {}, erase: IDS },
  {
    table: 'plan_choice',
    person: CUSTOMER,
    columns: {
      plan_id: 'in which plan',
      rhythm: 'rhythm',
      arm: 'given, withheld or nothing',
      reason: 'why',
      facts: 'by what',
    },
    erase: IDS,
  },
  {
    // Who is erased leaves every audience as soon as the event is followed, which tells those who act on it.
    table: 'audience_member',
    person: 'person_id',
    columns: { audience_id: 'in which audience', entered_at: 'since when' },
    erase: IDS,
  },
  {
    table: 'audit_entry',
    person: 'subject_id',
    columns: { at: 'when', actor_kind: 'who, by kind', action: 'did what' },
    erase: IDS,
  },
];
