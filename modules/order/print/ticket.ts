/** What stands on paper, as data: how wide the paper is and in which language is known when it is printed. */
export interface KitchenTicket {
  readonly kind: 'kitchen';
  /** Such as a table, or a platform and its number of the day: what is called out. */
  readonly heading: string;
  readonly store: string;
  readonly source: string;
  /** Local time of the store, `YYYY-MM-DD HH:MM`. */
  readonly at: string;
  /** When the guest wants it; null is now. */
  readonly wantedAt: string | null;
  readonly lines: readonly KitchenLine[];
  readonly remark: string | null;
}

export interface KitchenLine {
  readonly name: string;
  /** A decimal, as on the wire. */
  readonly quantity: string;
  /** Size, taste and the like. */
  readonly choices: string | null;
}

export interface ReceiptTicket {
  readonly kind: 'receipt';
  readonly merchant: string;
  readonly store: string;
  readonly orderRef: string;
  readonly at: string;
  readonly source: string;
  readonly currency: string;
  readonly lines: readonly ReceiptTicketLine[];
  readonly gross: string;
  readonly discount: string;
  readonly payable: string;
  /** How it was paid; none of a receipt whose till did not say. */
  readonly tenders: readonly { readonly kind: string; readonly amount: string }[];
  readonly coupons: readonly { readonly code: string; readonly discount: string }[];
  /** What was paid back since; null where nothing was. */
  readonly refunded: string | null;
}

export interface ReceiptTicketLine {
  readonly name: string;
  readonly quantity: string;
  readonly amount: string;
  /** Null where there was none. */
  readonly discount: string | null;
}

export type Ticket = KitchenTicket | ReceiptTicket;

export const TICKET_WIDTHS = [58, 80] as const;
/** Of the paper, in millimetres. */
export type TicketWidth = (typeof TICKET_WIDTHS)[number];

export const TICKET_LANGUAGES = ['zh', 'en'] as const;
export type TicketLanguage = (typeof TICKET_LANGUAGES)[number];

/** Characters of half width that a line holds. */
export const columnsOf = (width: TicketWidth): number => (width === 58 ? 32 : 48);
