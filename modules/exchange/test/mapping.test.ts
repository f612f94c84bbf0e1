import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ImportReading } from '@shuke/contract';
import { checkMapping } from '../check-mapping.ts';
import { guessColumns, guessCustomerKind } from '../guess-columns.ts';
import { guessNumberMarks } from '../guess-styles.ts';
import { detectPreset, importPresets } from '../presets/presets.ts';
import { resolveReading } from '../resolve-mapping.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuke-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));
const merchant = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartMinute: 0 };

async function reading(text: string, given: ImportReading = {}) {
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  return resolveReading(path, given, merchant);
}

async function problem(text: string, given: ImportReading = {}) {
  const found = await reading(text, given);
  return found.ok ? found.value.problem : found.refusal;
}

describe('a mapping file', () => {
  test.each([
    [{ colums: {} }, 'colums'],
    [{ columns: { amount: 5 } }, 'columns.amount'],
    [{ columns: { amuont: 'x' } }, 'columns.amuont'],
    [{ decimalMark: ';' }, 'decimalMark'],
    [{ customerKind: 'passport' }, 'customerKind'],
    [{ encoding: 'latin1' }, 'encoding'],
    ['text', 'mapping'],
    [null, 'mapping'],
  ])('%j is refused, naming %s', (input, field) => {
    expect(checkMapping(input)).toMatchObject({ ok: false, refusal: { code: 'mapping_invalid', facts: { field } } });
  });

  test('one that fits is taken as it is', () => {
    const mapping = { columns: { orderedAt: ['date', 'time'], product: 'item', amount: 'sum' }, decimalMark: ',' };
    expect(checkMapping(mapping)).toEqual({ ok: true, value: mapping });
  });
});

describe('what a file and its mapping leave open is named', () => {
  const text = 'when,what,sum\n2024-03-01,Latte,5\n';
  const columns = { orderedAt: 'when', product: 'what', amount: 'sum' };
  test.each<[ImportReading['mapping'], string, object]>([
    [{ columns: { ...columns, amount: 'summe' } }, 'column_unknown', { field: 'columns.amount', column: 'summe' }],
    [{ columns: { product: 'what', amount: 'sum' } }, 'mapping_incomplete', { field: 'columns.orderedAt' }],
    [{ columns: { orderedAt: 'when', amount: 'sum' } }, 'mapping_incomplete', { field: 'columns.product' }],
    [{ columns: { ...columns, orderedAt: 'what' } }, 'mapping_incomplete', { field: 'dateFormat' }],
    [{ columns, timeZone: 'Mars/Base' }, 'time_zone_unknown', { field: 'timeZone' }],
    [{ columns, currency: 'EUR' }, 'currency_differs', { file: 'EUR', merchant: 'CNY' }],
    [{ columns, dateFormat: 'HH:mm' }, 'mapping_invalid', { field: 'dateFormat' }],
    [{ columns, decimalMark: ',', thousandsMark: ',' }, 'mapping_invalid', { field: 'thousandsMark' }],
    [{ columns, currencySymbol: '-' }, 'mapping_invalid', { field: 'currencySymbol' }],
  ])('%j → %s', async (mapping, code, facts) => {
    expect(await problem(text, { mapping })).toMatchObject({ code, facts });
  });

  test('what only a person can tell is not guessed', async () => {
    expect(await problem('date,item,amount\n03/04/2024,Latte,5\n')).toMatchObject({ facts: { field: 'dateFormat' } });
    const thousands = 'date,item,amount\n2024-03-01,Latte,"1,234"\n';
    expect(await problem(thousands)).toMatchObject({ facts: { field: 'decimalMark' } });
    expect(await problem(thousands, { mapping: { decimalMark: '.', thousandsMark: ',' } })).toBeNull();
  });

  test.each([
    ['a licence', '                 Apache License\n           Version 2.0, January 2004\n'],
    ['a program', "import { x } from './x.ts';\nexport const y = x;\n"],
    ['a list of guests', '手机号,邮箱\n13800138000,a@b.c\n'],
    ['a table of something else', 'a,b,c\n1,2,3\n'],
  ])('%s is no file of a till, and what would help is said', async (_, text) => {
    const found = await reading(text);
    expect(found).toMatchObject({ value: { preset: null, warnings: [], mapping: { kind: 'receipts' } } });
    const { code, facts } = (await problem(text))!;
    expect([code, facts]).toEqual(['columns_unrecognised', { field: 'columns' }]);
    const mapping = { columns: { product: '1' }, header: false, kind: 'catalogue' } as const;
    expect(await problem(text, { mapping })).toBeNull();
  });

  test.each([
    ['sku,name\nP1,Latte\n', 'catalogue'],
    ['条码,品名,分类,单价\n6901,酱油,调味,9.90\n', 'catalogue'],
    ['PLU;Description\n1;Tea\n', 'catalogue'],
    ['菜品名称\n牛肉面\n', 'catalogue'],
    ['日期,商品,金额\n2024-03-01,拿铁,28\n', 'receipts'],
  ])('%j is still recognised', async (text, kind) => {
    expect(await reading(text)).toMatchObject({ value: { problem: null, mapping: { kind } } });
  });

  test('where a part of the columns is recognised, the field that lacks is named', async () => {
    expect(await problem('amount,till\n5,1\n')).toMatchObject({
      code: 'mapping_incomplete',
      facts: { field: 'columns.product' },
    });
    expect(await problem('date,amount\n2024-03-01,5\n')).toMatchObject({ facts: { field: 'columns.product' } });
  });

  test('an unknown preset is refused', async () => {
    expect(await problem(text, { preset: 'nope' })).toMatchObject({ code: 'preset_unknown' });
  });
});

test('columns are guessed by Chinese and English headings', () => {
  expect(
    guessColumns(['订单号', '门店', '下单时间', '手机号', '商品名称', '分类', '数量', '实收金额', '优惠']),
  ).toEqual({
    orderRef: '订单号',
    store: '门店',
    orderedAt: '下单时间',
    customer: '手机号',
    product: '商品名称',
    category: '分类',
    quantity: '数量',
    amount: '实收金额',
    discount: '优惠',
  });
  expect(guessColumns(['Invoice No', 'Date', 'Time', 'Member ID', 'SKU', 'Description', 'Qty', 'Unit Price'])).toEqual({
    orderRef: 'Invoice No',
    orderedAt: ['Date', 'Time'],
    customer: 'Member ID',
    sku: 'SKU',
    product: 'Description',
    quantity: 'Qty',
    unitPrice: 'Unit Price',
  });
  expect(['手机号', 'E-Mail', '会员卡号', 'card', '卡号'].map(guessCustomerKind)).toEqual([
    'phone',
    'email',
    'member_no',
    'card_token',
    'card_token',
  ]);
});

test('marks are found in the amounts', () => {
  const marks = (texts: string[]) => ({ ...guessNumberMarks(texts).value, doubt: guessNumberMarks(texts).isAmbiguous });
  const plain = { decimalMark: '.', thousandsMark: '', currencySymbol: '', doubt: false };
  expect(marks(['38.7', '5', '12.50'])).toEqual(plain);
  expect(marks(['12,50', '1.234,00'])).toEqual({ ...plain, decimalMark: ',', thousandsMark: '.' });
  expect(marks(['¥1,234.50', '¥5.00'])).toEqual({ ...plain, thousandsMark: ',', currencySymbol: '¥' });
  expect(marks(["1'234.50"])).toEqual({ ...plain, thousandsMark: "'" });
  expect(marks(['1,234'])).toMatchObject({ doubt: true });
  expect(marks(['1,5', '1.5'])).toMatchObject({ doubt: true });
});

test('each preset is recognised by its own headings and says what it needs', () => {
  for (const { preset, columns, mapping } of importPresets()) {
    expect(detectPreset(columns)?.preset).toBe(preset);
    expect(checkMapping(mapping).ok).toBe(true);
  }
  expect(detectPreset(['date', 'item', 'amount'])).toBeNull();
});

test('what is said beside a preset is put over it, and its columns one by one', async () => {
  const text = 'date,datetime,cash_type,card,money,coffee_name\n2024/3/1,2024/3/1 10:15,card,A1,38.7,Latte\n';
  const found = await reading(text, { mapping: { storeCode: 'S1', timeZone: 'Europe/Kyiv' } });
  expect(found).toMatchObject({
    ok: true,
    value: {
      preset: 'coffee-vending',
      problem: null,
      mapping: { storeCode: 'S1', timeZone: 'Europe/Kyiv', currency: 'CNY', customerKind: 'card_token' },
    },
  });
  const guessed = await reading(text.replaceAll('coffee_name', 'item'));
  expect(guessed).toMatchObject({
    value: { preset: null, mapping: { columns: { product: 'item', amount: 'money' } } },
  });
});

test('a preset that states no date format reads each way in which its source writes dates', async () => {
  const text =
    'date,datetime,cash_type,card,money,coffee_name\n2024-03-01,2024-03-01 10:15:50.520,card,A1,38.7,Latte\n';
  expect(await reading(text)).toMatchObject({
    value: { preset: 'coffee-vending', problem: null, mapping: { dateFormat: 'iso' } },
  });
});

test('a file without headings names its columns by number', async () => {
  const mapping = { header: false, columns: { orderedAt: '1', product: '2', amount: '3' } };
  const found = await reading('2024-03-01,Latte,5\n2024-03-02,Mocha,6\n', { mapping });
  expect(found).toMatchObject({ value: { problem: null, shape: { columns: ['1', '2', '3'] } } });
  expect(found.ok && found.value.shape.sample.length).toBe(2);
});
