export const CHANNELS = ['eleme', 'meituan', 'meituan_group', 'douyin'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** A store's contract with a platform, opened, as an adapter needs it. */
export interface ChannelAccount {
  readonly merchantId: string;
  readonly accountId: string;
  readonly storeId: string;
  readonly channel: ChannelName;
  /** Where the platform answers: its own address, or a stand-in's. */
  readonly baseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly autoAccept: boolean;
  readonly commissionBps: number;
  readonly active: boolean;
}

/** Goods on a platform's order. `listMinor` is what the line comes to before any discount. */
export interface ChannelLine {
  /** The platform's own number of what is sold. */
  readonly itemRef: string;
  /** What the merchant wrote there as its own number, if anything. */
  readonly sku: string | null;
  readonly name: string;
  readonly quantityMilli: number;
  readonly listMinor: number;
  /** Size, taste and the like, for the kitchen. */
  readonly choices: string | null;
}

/** A discount, and who bears how much of it. */
export interface ChannelDiscount {
  readonly label: string;
  readonly platformMinor: number;
  readonly merchantMinor: number;
}

/** An order of a platform as this program understands it, whatever the platform calls its fields. Money in minor units. */
export interface ChannelOrder {
  readonly platformNo: string;
  /** The number that is called out, such as 12. */
  readonly dayNo: string | null;
  readonly source: OrderSource;
  readonly placedAt: Date;
  /** When the guest wants it; null is as soon as it can be. */
  readonly wantedAt: Date | null;
  readonly lines: readonly ChannelLine[];
  readonly packingMinor: number;
  /** What the guest pays for delivery and the merchant earns, as it delivers itself. */
  readonly deliveryMinor: number;
  /** What the guest pays for delivery and the platform earns. */
  readonly platformDeliveryMinor: number;
  readonly discounts: readonly ChannelDiscount[];
  readonly guestPaidMinor: number;
  /** What the platform keeps; null where it does not say. */
  readonly commissionMinor: number | null;
  /** What the platform says it will pay out; null where it does not say. */
  readonly statedIncomeMinor: number | null;
  readonly guest: ChannelGuest | null;
}

export const ORDER_SOURCES = ['takeaway', 'delivery', 'group_buy'] as const;
export type OrderSource = (typeof ORDER_SOURCES)[number];

/** What the shop needs to know of whoever gets the goods. */
export interface ChannelGuest {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
  readonly remark: string;
}

/** What of an order is kept in the open: all of it but the guest. */
export type OrderContent = Omit<ChannelOrder, 'guest' | 'placedAt' | 'wantedAt'> & {
  readonly wantedAt: string | null;
};

export const MAX_CHANNEL_LINES = 200;
