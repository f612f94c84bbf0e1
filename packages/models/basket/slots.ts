/** What could be shown on a page with a few slots. */
export interface Offer {
  readonly id: string;
  /** What it is like to a guest: offers of the same kind stand in each other's way. */
  readonly kind: string;
  /** The expected gain where it is taken up, such as margin less the cost of a discount, in minor units. */
  readonly value: number;
  /** How likely this guest takes it up, from a model; null where nothing is known of the guest. */
  readonly probability: number | null;
  /** How likely anybody takes it up here: see `shrunkRate`. It stands in for `probability`. */
  readonly usual: number;
  /** Whether the guest bought it before. */
  readonly isRepeat: boolean;
}

export interface SlotOptions {
  readonly slots: number;
  /** What a further offer of a kind already shown is worth, from 0 (never twice) to 1 (diversity does not count); .5 unless told. */
  readonly repetition?: number;
  /** The fewest slots kept for what the guest has not bought yet, as far as there is any worth showing; 0 unless told. */
  readonly explore?: number;
}

export interface Slot {
  readonly offer: Offer;
  /** Value × probability × what is left after those of its kind that stand before it, in minor units. */
  readonly worth: number;
  readonly basis: 'guest' | 'usual';
}

/**
 * Fills a page's slots, the first with what is worth most: expected value × probability, less for each offer of a kind already
 * there. Picking the best next one is at least 63 % of the best page (Nemhauser, Wolsey & Fisher, 1978), and tests compare
 * it with all pages. An offer that would lose money is never shown. A guest of whom nothing is known gets what is usual.
 */
export function rankForSlots(offers: readonly Offer[], { slots, repetition = 0.5, explore = 0 }: SlotOptions): Slot[] {
  const page: Slot[] = [];
  const left = offers.map(slotOf).filter(({ worth }) => worth > 0);
  const shown = new Map<string, number>();
  while (page.length < slots && left.length > 0) {
    const worthNow = ({ offer, worth }: Slot): number => worth * repetition ** (shown.get(offer.kind) ?? 0);
    const missing = explore - page.filter(({ offer }) => !offer.isRepeat).length;
    // Once only as many slots are open as must still hold something new, nothing else is picked while there is any.
    const onlyNew = missing >= slots - page.length && left.some((one) => !one.offer.isRepeat && worthNow(one) > 0);
    const open = onlyNew ? left.filter(({ offer }) => !offer.isRepeat) : left;
    const best = open.reduce((a, b) => (isBetter(b, a, worthNow) ? b : a));
    if (worthNow(best) <= 0) break;
    page.push({ ...best, worth: worthNow(best) });
    left.splice(left.indexOf(best), 1);
    shown.set(best.offer.kind, (shown.get(best.offer.kind) ?? 0) + 1);
  }
  return page;
}

function slotOf(offer: Offer): Slot {
  const { value, probability, usual } = offer;
  return { offer, worth: value * (probability ?? usual), basis: probability === null ? 'usual' : 'guest' };
}

/** Of equal worth the lower id, so that a page does not depend on the order in which offers were given. */
function isBetter(a: Slot, b: Slot, worth: (slot: Slot) => number): boolean {
  return worth(a) === worth(b) ? a.offer.id < b.offer.id : worth(a) > worth(b);
}

export interface Tried {
  readonly taken: number;
  readonly of: number;
}

/**
 * How likely an offer is taken up at a place, from the narrowest to the widest experience, such as this store, its chain, the
 * category: each counts as much as it was tried, and the next wider one as `strength` further trials (Beta-binomial shrinkage).
 * Defined where nothing was tried anywhere: then it is `otherwise`.
 */
export function shrunkRate(
  narrowToWide: readonly Tried[],
  { strength = 20, otherwise }: { strength?: number; otherwise: number },
): number {
  return narrowToWide.reduceRight((wider, { taken, of }) => (taken + strength * wider) / (of + strength), otherwise);
}
