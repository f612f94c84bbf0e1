// Letters, digits and what ids, numbers and codes are made of; everything else is quoted.
const PLAIN = /^[\w.:+-]+$/;

/**
 * Writes an array of numbers and text as PostgreSQL reads it, or null for one that holds anything else. The driver does the
 * same with two replacements an element, which for batches of a hundred columns was a twentieth of a checkout.
 */
export function arrayLiteral(items: readonly unknown[]): string | null {
  let text = '{';
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (i > 0) text += ',';
    if (typeof item === 'number') text += item;
    else if (item === null || item === undefined) text += 'null';
    else if (typeof item !== 'string') return null;
    else text += PLAIN.test(item) && !isNull(item) ? item : quoted(item);
  }
  return `${text}}`;
}

const isNull = (item: string): boolean => item.length === 4 && item.toLowerCase() === 'null';

const quoted = (item: string): string => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
