/** The sale of which something goes back. */
export interface RefundedSale {
  readonly payableMinor: number;
  readonly commissionMinor: number;
  readonly subsidyMinor: number;
  /** Of each line of the sale, packing and delivery too. */
  readonly lines: readonly { readonly quantityMilli: number; readonly amountMinor: number }[];
}

/** What has gone back of a sale in all. */
export interface BackToDate {
  readonly returnedMilli: readonly number[];
  readonly salesMinor: number;
  readonly commissionMinor: number;
  readonly subsidyMinor: number;
}

/** What a platform says of one refund. */
export interface RefundClaim {
  /** The whole order goes back. */
  readonly whole: boolean;
  /** The lines of the sale by their place, from 0. */
  readonly lines: readonly { readonly at: number; readonly quantityMilli: number }[];
  /** What the merchant's sale loses, and what of the commission comes back; null where the platform does not say. */
  readonly salesMinor: number | null;
  readonly commissionMinor: number | null;
}

export const nothingBack = (sale: RefundedSale): BackToDate => ({
  returnedMilli: sale.lines.map(() => 0),
  salesMinor: 0,
  commissionMinor: 0,
  subsidyMinor: 0,
});

/**
 * What has gone back in all with one more refund. Every figure follows from the sum so far and never shrinks, so that no
 * sequence gives back more than the sale, and the whole order back is exactly everything. More of a line than is left counts as
 * what is left: the platform has paid it back whatever we think of it.
 */
export function backWith(sale: RefundedSale, before: BackToDate, claim: RefundClaim): BackToDate {
  const returnedMilli = returnedWith(sale, before, claim);
  const isAll = claim.whole || sale.lines.every((line, i) => returnedMilli[i] === line.quantityMilli);
  if (isAll) {
    const { payableMinor: salesMinor, commissionMinor, subsidyMinor } = sale;
    return { returnedMilli: sale.lines.map((line) => line.quantityMilli), salesMinor, commissionMinor, subsidyMinor };
  }
  const salesMinor = Math.min(
    sale.payableMinor,
    claim.salesMinor === null
      ? Math.max(before.salesMinor, worthOf(sale, returnedMilli))
      : before.salesMinor + claim.salesMinor,
  );
  const share = (of: number): number => (sale.payableMinor === 0 ? 0 : floorShare(of, salesMinor, sale.payableMinor));
  const commissionMinor =
    claim.commissionMinor === null ? share(sale.commissionMinor) : before.commissionMinor + claim.commissionMinor;
  return {
    returnedMilli,
    salesMinor,
    commissionMinor: within(commissionMinor, before.commissionMinor, sale.commissionMinor),
    subsidyMinor: within(share(sale.subsidyMinor), before.subsidyMinor, sale.subsidyMinor),
  };
}

function returnedWith(sale: RefundedSale, before: BackToDate, claim: RefundClaim): number[] {
  const returned = [...before.returnedMilli];
  for (const { at, quantityMilli } of claim.lines) {
    const bought = sale.lines[at]?.quantityMilli ?? 0;
    if (at in returned) returned[at] = Math.min(bought, returned[at]! + quantityMilli);
  }
  return returned;
}

const worthOf = (sale: RefundedSale, returnedMilli: readonly number[]): number =>
  sale.lines.reduce(
    (worth, line, i) =>
      worth + (line.quantityMilli === 0 ? 0 : floorShare(line.amountMinor, returnedMilli[i]!, line.quantityMilli)),
    0,
  );

// Quantities and amounts of a large order exceed a safe integer when they are multiplied.
const floorShare = (amount: number, part: number, whole: number): number =>
  Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
