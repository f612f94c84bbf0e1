import { useTranslation } from 'react-i18next';
import { useMemo } from 'react';
import { useSession } from '../api/session.ts';

/** Writes figures as the person's language and the merchant's currency and time zone have them. */
export interface Format {
  readonly money: (decimal: string | null) => string;
  /** Money that a chart hands back as a number. */
  readonly amount: (value: number) => string;
  /** Money without its fraction, for axes and large figures. */
  readonly roundMoney: (decimal: string | number | null) => string;
  /** Money with its sign, for differences. */
  readonly signedMoney: (decimal: string | number | null) => string;
  readonly number: (value: number | null) => string;
  /** Basis points as a percentage, to one digit after the point unless told: 5789 is 57.9 %. */
  readonly percent: (bps: number | null, digits?: number) => string;
  readonly day: (day: string | null) => string;
  /** A day without its year, for axes. */
  readonly shortDay: (day: string) => string;
  readonly instant: (instant: string | null) => string;
  readonly bytes: (count: number) => string;
  /** The merchant's currency, as its sign and its digits after the point. */
  readonly currency: { sign: string; digits: number };
}

const NONE = '–';

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const { data: session } = useSession();
  const currency = session?.merchant?.currency ?? 'CNY';
  const timeZone = session?.merchant?.timeZone ?? 'UTC';
  return useMemo(
    () => createFormat({ language: i18n.language, currency, timeZone }),
    [i18n.language, currency, timeZone],
  );
}

export function createFormat(of: { language: string; currency: string; timeZone: string }): Format {
  const style = { style: 'currency', currency: of.currency, currencyDisplay: 'narrowSymbol' } as const;
  const money = new Intl.NumberFormat(of.language, style);
  const signed = new Intl.NumberFormat(of.language, { ...style, signDisplay: 'exceptZero' });
  const round = new Intl.NumberFormat(of.language, { ...style, maximumFractionDigits: 0, minimumFractionDigits: 0 });
  const number = new Intl.NumberFormat(of.language);
  const percents = [0, 1, 2].map(
    (digits) => new Intl.NumberFormat(of.language, { style: 'percent', maximumFractionDigits: digits }),
  );
  const day = new Intl.DateTimeFormat(of.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(of.language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const instant = new Intl.DateTimeFormat(of.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: of.timeZone,
  });
  // A decimal string keeps every digit: Intl takes it as it is.
  const decimal = (format: Intl.NumberFormat, text: string | number | null) =>
    text === null ? NONE : format.format(text as Intl.StringNumericLiteral);
  const date = (format: Intl.DateTimeFormat, text: string) => format.format(new Date(`${text}T00:00:00Z`));
  const parts = money.formatToParts(0);
  return {
    money: (text) => decimal(money, text),
    amount: (value) => decimal(money, value),
    roundMoney: (text) => decimal(round, text),
    signedMoney: (text) => decimal(signed, text),
    number: (value) => (value === null ? NONE : number.format(value)),
    percent: (bps, digits = 1) => (bps === null ? NONE : percents[digits]!.format(bps / 10_000)),
    day: (text) => (text === null ? NONE : date(day, text)),
    shortDay: (text) => date(shortDay, text),
    instant: (text) => (text === null ? NONE : instant.format(new Date(text))),
    bytes: (count) => bytes(count, of.language),
    currency: {
      sign: parts.find((part) => part.type === 'currency')?.value ?? of.currency,
      digits: parts.find((part) => part.type === 'fraction')?.value.length ?? 0,
    },
  };
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function bytes(count: number, language: string): string {
  const power = count < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(count) / 3));
  const unit = {
    style: 'unit',
    unit: UNITS[power],
    // The short form of a byte has no plural: 372 byte.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(language, unit).format(count / 1000 ** power);
}
