/** A column of the copy, as DuckDB calls its type. */
type DuckType =
  | 'UUID'
  | 'VARCHAR'
  | 'BOOLEAN'
  | 'SMALLINT'
  | 'INTEGER'
  | 'BIGINT'
  | 'DOUBLE'
  | 'DATE'
  | 'TIMESTAMP'
  | 'TIMESTAMPTZ'
  | 'VARCHAR[]';

export type Columns = Readonly<Record<string, DuckType>>;

/** A table of the copy: a published view, under its own name and with its columns. */
export interface CopiedTable {
  readonly name: string;
  /** But for the merchant, which each has first. */
  readonly columns: Columns;
  /** What the rows are read anew by: all that have one value of it are replaced together. */
  readonly by: string;
}

const [ID, TEXT, WHOLE, MONEY] = ['UUID', 'VARCHAR', 'INTEGER', 'BIGINT'] as const;
const [YES, DAY, AT, LOCAL, REAL] = ['BOOLEAN', 'DATE', 'TIMESTAMPTZ', 'TIMESTAMP', 'DOUBLE'] as const;

/** What a line has in common with its order, which is why it is found there. */
export const OF_ORDER = {
  order_id: ID,
  store_id: ID,
  customer_id: ID,
  ordered_at: AT,
  business_day: DAY,
  ordered_local: LOCAL,
} as const;

/** Not copied: `note`, which is sealed, and the customers' `hint`, for the copy holds nothing by which one could tell a person. */
export const TABLES = {
  pub_order: {
    by: 'order_id',
    columns: {
      ...OF_ORDER,
      source: TEXT,
      order_ref: TEXT,
      gross_minor: MONEY,
      discount_minor: MONEY,
      payable_minor: MONEY,
      line_count: WHOLE,
      touchpoint_id: ID,
      import_id: ID,
      recorded_at: AT,
    },
  },
  pub_order_line: {
    by: 'order_id',
    columns: {
      ...OF_ORDER,
      line_no: WHOLE,
      product_id: ID,
      quantity_milli: MONEY,
      amount_minor: MONEY,
      discount_minor: MONEY,
    },
  },
  pub_order_refund: {
    by: 'order_id',
    columns: {
      refund_id: ID,
      order_id: ID,
      store_id: ID,
      customer_id: ID,
      source: TEXT,
      refunded_at: AT,
      business_day: DAY,
      amount_minor: MONEY,
    },
  },
  pub_order_refund_line: {
    by: 'order_id',
    columns: {
      refund_id: ID,
      line_no: WHOLE,
      order_id: ID,
      store_id: ID,
      business_day: DAY,
      product_id: ID,
      quantity_milli: MONEY,
      amount_minor: MONEY,
    },
  },
  pub_order_return: { by: 'order_id', columns: { order_id: ID, line_no: WHOLE, quantity_milli: MONEY } },
  pub_order_day: {
    by: 'business_day',
    columns: {
      store_id: ID,
      business_day: DAY,
      source: TEXT,
      orders: MONEY,
      known_orders: MONEY,
      payable_minor: MONEY,
      known_payable_minor: MONEY,
    },
  },
  pub_order_hour: {
    by: 'business_day',
    columns: {
      store_id: ID,
      business_day: DAY,
      hour: WHOLE,
      orders: MONEY,
      known_orders: MONEY,
      payable_minor: MONEY,
    },
  },
  pub_product_day: {
    by: 'business_day',
    columns: {
      business_day: DAY,
      product_id: ID,
      lines: MONEY,
      quantity_milli: MONEY,
      amount_minor: MONEY,
      discount_minor: MONEY,
    },
  },
  pub_product: { by: 'product_id', columns: { product_id: ID, sku: TEXT, name: TEXT, category: TEXT, brand: TEXT } },
  pub_store: {
    by: 'store_id',
    columns: { store_id: ID, code: TEXT, name: TEXT, brand_id: ID, region_id: ID, time_zone: TEXT, active: YES },
  },
  pub_customer: { by: 'customer_id', columns: { customer_id: ID, source: TEXT, created_at: AT } },
  pub_customer_person: { by: 'customer_id', columns: { customer_id: ID, person_id: ID } },
  pub_customer_link: {
    by: 'link_id',
    columns: {
      link_id: ID,
      from_customer_id: ID,
      into_customer_id: ID,
      because: TEXT,
      linked_at: AT,
      unlinked_at: AT,
    },
  },
  pub_customer_tag: {
    by: 'customer_id',
    columns: {
      customer_id: ID,
      family: TEXT,
      value: TEXT,
      parents: 'VARCHAR[]',
      like_fading: REAL,
      avoid_lasting: REAL,
      avoid_fading: REAL,
      like_intensity: 'SMALLINT',
      avoid_intensity: 'SMALLINT',
      allergy: YES,
      evidence_count: WHOLE,
      last_evidence_at: AT,
    },
  },
  pub_tag_evidence: {
    by: 'customer_id',
    columns: {
      evidence_id: ID,
      customer_id: ID,
      kind: TEXT,
      dimension: TEXT,
      value: TEXT,
      likes: YES,
      weight_milli: WHOLE,
      source: TEXT,
      parents: 'VARCHAR[]',
      order_id: ID,
      cancels: ID,
      happened_at: AT,
      recorded_at: AT,
    },
  },
  pub_consent: {
    by: 'customer_id',
    columns: { customer_id: ID, purpose: TEXT, channel: TEXT, granted: YES, said_at: AT },
  },
  pub_consent_entry: {
    by: 'customer_id',
    columns: {
      entry_id: ID,
      customer_id: ID,
      purpose: TEXT,
      channel: TEXT,
      granted: YES,
      source: TEXT,
      said_at: AT,
      recorded_at: AT,
      touchpoint_id: ID,
    },
  },
  pub_customer_stage: { by: 'customer_id', columns: { customer_id: ID, stage: TEXT, since: AT } },
  pub_customer_stage_change: {
    by: 'customer_id',
    columns: {
      change_id: ID,
      customer_id: ID,
      from_stage: TEXT,
      to_stage: TEXT,
      because: TEXT,
      touchpoint_id: ID,
      happened_at: AT,
    },
  },
  pub_customer_activity: { by: 'customer_id', columns: { customer_id: ID, activity: TEXT, since: DAY } },
  pub_loyalty_member: {
    by: 'customer_id',
    columns: { customer_id: ID, tier_id: TEXT, tier_since: DAY, review_on: DAY },
  },
  pub_loyalty_tier_change: {
    by: 'customer_id',
    columns: {
      change_id: ID,
      customer_id: ID,
      from_tier: TEXT,
      to_tier: TEXT,
      why: TEXT,
      earned: MONEY,
      day: DAY,
      changed_at: AT,
    },
  },
  pub_stored_card: {
    by: 'card_id',
    columns: { card_id: ID, kind: TEXT, customer_id: ID, status: TEXT, created_at: AT },
  },
  pub_coupon_template: {
    by: 'template_id',
    columns: {
      template_id: ID,
      name: TEXT,
      kind: TEXT,
      amount_minor: MONEY,
      percent_bps: WHOLE,
      item_sku: TEXT,
      min_spend_minor: MONEY,
      valid_from: AT,
      valid_until: AT,
      valid_days: WHOLE,
      uses_per_coupon: WHOLE,
      active: YES,
      created_at: AT,
    },
  },
  pub_coupon: {
    by: 'coupon_id',
    columns: {
      coupon_id: ID,
      template_id: ID,
      customer_id: ID,
      plan_id: ID,
      issued_at: AT,
      valid_from: AT,
      expires_at: AT,
      use_limit: WHOLE,
      used_count: WHOLE,
    },
  },
  pub_coupon_redemption: {
    by: 'coupon_id',
    columns: {
      redemption_id: ID,
      coupon_id: ID,
      template_id: ID,
      customer_id: ID,
      store_id: ID,
      order_ref: TEXT,
      basis_minor: MONEY,
      discount_minor: MONEY,
      redeemed_at: AT,
      plan_id: ID,
    },
  },
  pub_touchpoint: {
    by: 'touchpoint_id',
    columns: { touchpoint_id: ID, store_id: ID, kind: TEXT, label: TEXT, active: YES, created_at: AT },
  },
  pub_touchpoint_event: {
    by: 'event_id',
    columns: {
      event_id: ID,
      touchpoint_id: ID,
      store_id: ID,
      kind: TEXT,
      customer_id: ID,
      order_id: ID,
      amount_minor: MONEY,
      at: AT,
    },
  },
  pub_footfall: {
    by: 'store_id',
    columns: { store_id: ID, source: TEXT, from_at: AT, until_at: AT, entries: WHOLE },
  },
  pub_footfall_day: { by: 'store_id', columns: { store_id: ID, source: TEXT, business_day: DAY, entries: MONEY } },
} as const satisfies Record<string, { by: string; columns: Columns }>;

export type TableName = keyof typeof TABLES;

/** Tables that are made of the copy's own rows: see sums.ts. */
export const SUM_TABLES = ['pub_order_day', 'pub_order_hour', 'pub_product_day'] as const satisfies TableName[];

/** Names as DuckDB takes them: `at` is a word of its own there. */
export const nameList = (columns: Iterable<string>): string => [...columns].map((name) => `"${name}"`).join(', ');
