/** How a file writes its numbers. */
export interface NumberStyle {
  readonly decimalMark: string;
  /** Allowed between groups of three digits; empty for none. */
  readonly thousandsMark: string;
  /** Allowed before or behind the number; empty for none. */
  readonly symbol: string;
  /** Digits behind the decimal mark that are kept: 2 for CNY, 3 for thousandths of a unit. */
  readonly digits: number;
  /** Rounds finer numbers half away from zero; else they are not numbers of this style. */
  readonly rounds: boolean;
}

/** Above it a number is a mistake of the file, such as a card's number in the column of the amount. */
export const MAX_SCALED = 1e13;

const ZERO = 48;
const NINE = 57;

/**
 * Makes a reader of decimal numbers as integers of their last kept digit: with a decimal comma and two digits
 * "1.234,50" is 123450. It answers NaN for what is no number of this style, and never guesses.
 */
export function numberReader(style: NumberStyle): (text: string) => number {
  const mark = style.decimalMark.charCodeAt(0);
  const pattern = patternOf(style);
  return (text) => {
    const plain = readPlain(text, mark, style.digits);
    const value = plain === -1 ? readStyled(text, pattern, style) : plain;
    return Math.abs(value) <= MAX_SCALED ? value : Number.NaN;
  };
}

/** Reads digits with at most one decimal mark, nearly all that there is in a file; -1 for anything else. */
function readPlain(text: string, mark: number, digits: number): number {
  let value = 0;
  let missing = -1;
  if (text === '' || text.length > 15) return -1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      if (missing === 0) return -1;
      value = value * 10 + (code - ZERO);
      if (missing > 0) missing -= 1;
    } else if (code === mark && missing === -1 && at > 0) missing = digits;
    else return -1;
  }
  for (let left = missing === -1 ? digits : missing; left > 0; left -= 1) value *= 10;
  return value;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function patternOf({ decimalMark, thousandsMark }: NumberStyle): RegExp {
  const grouped = thousandsMark === '' ? '' : String.raw`\d{1,3}(?:${escaped(thousandsMark)}\d{3})+|`;
  return new RegExp(String.raw`^([-−+]?)(${grouped}\d{1,15})(?:${escaped(decimalMark)}(\d{0,20}))?$`);
}

const FLOAT = /^[-+]?\d{1,15}(?:\.\d{1,20})?[eE][-+]?\d{1,3}$/;

function readStyled(text: string, pattern: RegExp, style: NumberStyle): number {
  const bare = withoutSymbol(text, style.symbol);
  const match = pattern.exec(bare);
  if (match) return scaled(match, style);
  // Programs that export binary fractions write 4.440892e-16 where they mean nothing.
  return style.rounds && FLOAT.test(bare) ? rounded(Number(bare) * 10 ** style.digits) : Number.NaN;
}

function scaled(match: RegExpExecArray, { thousandsMark, digits, rounds }: NumberStyle): number {
  const whole = thousandsMark === '' ? match[2]! : match[2]!.replaceAll(thousandsMark, '');
  const fraction = (match[3] ?? '').padEnd(digits, '0');
  const rest = fraction.slice(digits);
  if (!rounds && /[1-9]/.test(rest)) return Number.NaN;
  const value = Number(whole + fraction.slice(0, digits)) + (rest >= '5' ? 1 : 0);
  return match[1] === '' || match[1] === '+' || value === 0 ? value : -value;
}

function rounded(value: number): number {
  const size = Math.round(Math.abs(value));
  return value < 0 && size !== 0 ? -size : size;
}

/** The symbol may stand before the sign or behind the number, with a space or without: ¥12.50, -¥12.50, 12,50 €. */
function withoutSymbol(text: string, symbol: string): string {
  if (symbol === '' || !text.includes(symbol)) return text;
  const sign = /^[-−+]/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length).trim();
  if (body.startsWith(symbol)) return sign + body.slice(symbol.length).trim();
  return body.endsWith(symbol) ? sign + body.slice(0, -symbol.length).trim() : text;
}
