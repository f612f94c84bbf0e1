import type { PaymentStart } from '@shuke/contract';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { AskedSale, TenderAsk } from '../checkout/ask.ts';

/** What a payment keeps of its sale until it is settled; sealed by the payment, which does not read it. */
export interface SaleContent {
  /** Without the guest's identifier and words. */
  readonly sale: AskedSale;
  readonly customerId: string | null;
  /** Sealed with the guest's key, in base64. */
  readonly note: string | null;
}

export type GatewayTenderRefusal = Refusal<'payment_gateway_misplaced'>;

/** The sale that a payment is to pay for: its last tender, and no other, is the provider's. */
export function saleOf(start: PaymentStart): Result<AskedSale, GatewayTenderRefusal> {
  const { scene: _s, accountId: _a, authCode: _c, payerId: _p, customer: _i, note: _n, tenders, ...sale } = start;
  const at = tenders.findIndex(({ kind }) => kind === 'gateway');
  if (at !== tenders.length - 1) return refuse('payment_gateway_misplaced', { tender: at + 1 });
  const asked = tenders.map((tender): TenderAsk => ({ ...tender, amount: tender.amount ?? null }));
  return ok({ ...sale, tenders: asked });
}

/** The same once it is paid: the provider's tender is what was paid, and what was due then is due now. */
export function paidSale(sale: AskedSale, amount: string): AskedSale {
  const others = sale.tenders.slice(0, -1);
  return { ...sale, tenders: [...others, { kind: 'gateway', amount }] };
}

export const writeContent = (content: SaleContent): string => JSON.stringify(content);
export const readContent = (text: string): SaleContent => JSON.parse(text) as SaleContent;
