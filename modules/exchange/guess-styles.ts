import type { ImportMapping } from '@shuke/contract';
import { dateReader } from './rows/date-format.ts';

/** What the values of a column say, and whether they could as well mean something else. */
export interface Guess<T> {
  readonly value: T;
  readonly isAmbiguous: boolean;
}

const TIME = '[ HH:mm[:ss]]';
const DATE_FORMATS = [
  'iso',
  ...['YYYY/MM/DD', 'YYYY.MM.DD', 'YYYY-MM-DD', 'YYYY年MM月DD日'].map((day) => day + TIME),
  'YYYYMMDDHHmmss',
  'YYYYMMDDHHmm',
  'YYYYMMDD[ HH:mm[:ss]]',
  'unix',
  'unix_ms',
];
const DAY_FIRST = ['DD/MM/YYYY', 'DD.MM.YYYY', 'DD-MM-YYYY'].flatMap((day) => [day + TIME, `${day} HH:mm[:ss] A`]);
const MONTH_FIRST = ['MM/DD/YYYY', 'MM.DD.YYYY', 'MM-DD-YYYY'].flatMap((day) => [day + TIME, `${day} HH:mm[:ss] A`]);

/**
 * The format that reads all texts, or null. Where day and month could change places in every one of them it is
 * ambiguous: nobody but a person can tell 03/04 from 04/03.
 */
export function guessDateFormat(texts: readonly string[]): Guess<string> | null {
  const reads = (format: string): boolean => {
    const reader = dateReader(format);
    return reader !== null && texts.every((text) => reader(text) !== null);
  };
  if (texts.length === 0) return null;
  const yearFirst = DATE_FORMATS.find(reads);
  if (yearFirst !== undefined) return { value: yearFirst, isAmbiguous: false };
  const dayFirst = DAY_FIRST.find(reads);
  const monthFirst = MONTH_FIRST.find(reads);
  const value = dayFirst ?? monthFirst;
  return value === undefined ? null : { value, isAmbiguous: dayFirst !== undefined && monthFirst !== undefined };
}

export type NumberMarks = Required<Pick<ImportMapping, 'decimalMark' | 'thousandsMark' | 'currencySymbol'>>;

/**
 * How the amounts are written. A mark with one or two digits behind it at the end is the decimal mark; "1,234" alone
 * could be either, which is ambiguous.
 */
export function guessNumberMarks(texts: readonly string[]): Guess<NumberMarks> {
  const bare = texts.map((text) => text.replaceAll(/[^\d.,' ]/g, '').trim()).filter((text) => text !== '');
  const commaEnds = bare.some((text) => /\d,\d{1,2}$/.test(text));
  const pointEnds = bare.some((text) => /\d\.\d{1,2}$/.test(text));
  const decimalMark = commaEnds && !pointEnds ? ',' : '.';
  const other = decimalMark === ',' ? '.' : ',';
  const groups = [other, "'", ' '].find((mark) => bare.some((text) => hasGroup(text, mark)));
  const isAmbiguous = (commaEnds && pointEnds) || (!commaEnds && !pointEnds && groups === other);
  const thousandsMark = (groups ?? '') as NumberMarks['thousandsMark'];
  return { value: { decimalMark, thousandsMark, currencySymbol: symbolOf(texts) }, isAmbiguous };
}

const hasGroup = (text: string, mark: string): boolean => {
  const parts = text.split(mark);
  return parts.length > 1 && parts.slice(1).every((part) => /^\d{3}(\D|$)/.test(part)) && /^\d{1,3}$/.test(parts[0]!);
};

/** The one text that stands before or behind the numbers; empty where there is none or there are several. */
function symbolOf(texts: readonly string[]): string {
  const found = new Set(texts.map((text) => text.replaceAll(/[\d.,' \s+\-−()]/g, '')));
  found.delete('');
  const [only] = found;
  return found.size === 1 && only!.length <= 8 ? only! : '';
}
