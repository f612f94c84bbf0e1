import { expect, test } from 'vitest';
import { guessDateFormat } from '../guess-styles.ts';
import { dateReader } from '../rows/date-format.ts';

const read = (format: string, text: string): string | null => {
  const moment = dateReader(format)?.(text);
  return moment ? new Date(moment.ms).toISOString().replace('.000Z', moment.isInstant ? 'Z' : '') : null;
};

test.each([
  ['iso', '2024-03-01', '2024-03-01T00:00:00'],
  ['iso', '2024-03-01 10:15', '2024-03-01T10:15:00'],
  ['YYYY-MM-DD[THH:mm[:ss][Z]]', '2024-03-01 10:15:30.5Z', '2024-03-01T10:15:30.500Z'],
  ['iso', '2024-03-01T10:15:30', '2024-03-01T10:15:30'],
  ['iso', '2024-03-01T10:15:30+08:00', '2024-03-01T02:15:30Z'],
  ['iso', '2024-03-01T10:15:30.250Z', '2024-03-01T10:15:30.250Z'],
  ['YYYY/MM/DD HH:mm[:ss]', '2024/3/1 10:15', '2024-03-01T10:15:00'],
  ['YYYY/MM/DD HH:mm[:ss]', '2024/3/1   9:05:07', '2024-03-01T09:05:07'],
  ['DD-MM-YYYY HH:mm', '30-10-2016 09:58', '2016-10-30T09:58:00'],
  ['MM/DD/YYYY HH:mm A', '3/1/2024 12:05 AM', '2024-03-01T00:05:00'],
  ['MM/DD/YYYY HH:mm A', '3/1/2024 12:05 pm', '2024-03-01T12:05:00'],
  ['YYYY年MM月DD日 HH:mm', '2024年3月1日 10:15', '2024-03-01T10:15:00'],
  ['YYYYMMDD', '20240229', '2024-02-29T00:00:00'],
  ['YYYYMMDDHHmmss', '20240301101530', '2024-03-01T10:15:30'],
  ['unix', '1709287200', '2024-03-01T10:00:00Z'],
  ['unix_ms', '1709287200000', '2024-03-01T10:00:00Z'],
])('%s reads %s', (format, text, expected) => expect(read(format, text)).toBe(expected));

test.each([
  ['iso', '2023-02-29'],
  ['iso', '2024-13-01'],
  ['iso', '2024-00-10'],
  ['iso', '2024-03-01 24:00'],
  ['iso', '2024-03-01 10:60'],
  ['iso', '01-03-2024'],
  ['iso', '2024-03-01 10:15 Uhr'],
  ['MM/DD/YYYY HH:mm A', '3/1/2024 13:05 PM'],
  ['YYYYMMDD', '2024301'],
  ['iso', `2024-03-01${' '.repeat(100)}`],
])('%s does not read %s', (format, text) => expect(read(format, text)).toBeNull());

test.each(['HH:mm', 'YYYY-MM', 'YYYY-MM-DD YYYY', 'YYYY-MM-DD]', '[YYYY-MM-DD', `YYYY-MM-DD${'[ ]'.repeat(9)}`])(
  '%s is no format',
  (format) => expect(dateReader(format)).toBeNull(),
);

test('a format whose marks mean something in patterns means itself', () => {
  expect(read('YYYY.MM.DD (HH:mm)', '2024.03.01 (10:15)')).toBe('2024-03-01T10:15:00');
  expect(read('YYYY.MM.DD', '2024x03x01')).toBeNull();
});

test('the format is found from the values, and is ambiguous where day and month could change places in all of them', () => {
  expect(guessDateFormat(['2024/3/1 10:15', '2024/12/31 9:00'])).toEqual({
    value: 'YYYY/MM/DD[ HH:mm[:ss]]',
    isAmbiguous: false,
  });
  expect(guessDateFormat(['03/04/2024', '13/04/2024'])).toEqual({
    value: 'DD/MM/YYYY[ HH:mm[:ss]]',
    isAmbiguous: false,
  });
  expect(guessDateFormat(['03/04/2024', '04/13/2024'])).toEqual({
    value: 'MM/DD/YYYY[ HH:mm[:ss]]',
    isAmbiguous: false,
  });
  expect(guessDateFormat(['03/04/2024', '04/05/2024'])?.isAmbiguous).toBe(true);
  expect(guessDateFormat(['yesterday'])).toBeNull();
});
