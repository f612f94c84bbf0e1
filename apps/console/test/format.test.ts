import { expect, test } from 'vitest';
import { createFormat } from '../src/parts/format.ts';

const chinese = createFormat({ language: 'zh-CN', currency: 'CNY', timeZone: 'Asia/Shanghai' });
const english = createFormat({ language: 'en', currency: 'UAH', timeZone: 'Europe/Kyiv' });

test('money keeps every digit of its decimal string', () => {
  expect(chinese.money('9007199254740993.01')).toBe('¥9,007,199,254,740,993.01');
  expect(chinese.signedMoney('-3.5')).toBe('-¥3.50');
  expect(chinese.money(null)).toBe('–');
});

test('the currency decides how many digits there are', () => {
  expect(english.currency).toEqual({ sign: '₴', digits: 2 });
  expect(createFormat({ language: 'en', currency: 'JPY', timeZone: 'UTC' }).currency.digits).toBe(0);
});

test('an instant is written in the time zone of the merchant, a business day in none', () => {
  expect(chinese.instant('2026-03-01T20:30:00Z')).toContain('04:30');
  expect(english.instant('2026-03-01T20:30:00Z')).toContain('10:30');
  expect(chinese.day('2026-03-01')).toBe('2026年3月1日');
});

test('basis points are percentages', () => {
  expect(chinese.percent(5789)).toBe('57.9%');
  expect(chinese.percent(5789, 2)).toBe('57.89%');
  expect(chinese.percent(null)).toBe('–');
});

test('bytes are written in the unit that fits', () => {
  expect(english.bytes(0)).toMatch(/^0 /);
  expect(english.bytes(372)).toBe('372 bytes');
  expect(chinese.bytes(372)).toBe('372字节');
  expect(english.bytes(812_345)).toBe('812 kB');
  expect(english.bytes(4_363_801)).toBe('4.4 MB');
});
