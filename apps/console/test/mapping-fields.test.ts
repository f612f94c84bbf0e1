import { expect, test } from 'vitest';
import { ISO_PATTERN, mappingOf, patternOf, statedOf } from '../src/pages/imports/mapping-fields.ts';

test('a column that was taken out of the form is taken out of the mapping', () => {
  const before = { columns: { orderedAt: 'time', amount: 'sum', category: 'kind' } };
  const fields = { columns: { orderedAt: ['time'], amount: 'sum', category: undefined } };
  expect(mappingOf(fields, before).columns).toEqual({ orderedAt: 'time', amount: 'sum' });
});

test('several columns stay a list, and what the form does not show stays as it was', () => {
  const before = { columns: { orderedAt: 'day', storeName: 'shop' }, missing: ['-'], dateFormat: 'iso' };
  const fields = { columns: { orderedAt: ['day', 'hour'] }, dateFormat: 'YYYY-MM-DD HH:mm' };
  expect(mappingOf(fields, before)).toEqual({
    columns: { orderedAt: ['day', 'hour'], storeName: 'shop' },
    missing: ['-'],
    dateFormat: 'YYYY-MM-DD HH:mm',
  });
});

test('the form shows the pattern of ISO dates rather than a name, and every other format as it is', () => {
  expect(patternOf('iso')).toBe(ISO_PATTERN);
  expect([patternOf('DD.MM.YYYY'), patternOf('unix'), patternOf(undefined)]).toEqual(['DD.MM.YYYY', 'unix', undefined]);
});

test('an empty text states nothing, except that there is no thousands mark or currency symbol', () => {
  expect(statedOf({ dateFormat: '', storeCode: '', thousandsMark: '', currencySymbol: '' })).toEqual({
    thousandsMark: '',
    currencySymbol: '',
  });
});
