import { createHash } from 'node:crypto';

/** A text without spaces around it and with single ones inside. */
export const tidyText = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

const MAX_SKU_CHARS = 100;

/**
 * The SKU of a product that a file knows by its name alone: " CORTADO " and "Cortado" are one product, "cortado".
 * A name longer than a SKU may be keeps its beginning, and a hash tells it from its neighbours.
 */
export function skuOfName(name: string): string {
  const folded = tidyText(name.normalize('NFKC')).toLowerCase();
  if (folded.length <= MAX_SKU_CHARS) return folded;
  const hash = createHash('sha256').update(folded).digest('hex').slice(0, 12);
  return `${folded.slice(0, MAX_SKU_CHARS - 13)}~${hash}`;
}

/** Of two spellings of one name the one to show: "Cortado" rather than "CORTADO" or "cortado", else the first. */
export function betterSpelling(first: string, second: string): string {
  const isMixed = (text: string): boolean => text !== text.toUpperCase() && text !== text.toLowerCase();
  return !isMixed(first) && isMixed(second) ? second : first;
}
