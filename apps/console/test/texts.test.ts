import { expect, test } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { zhCN } from '../src/i18n/zh-cn.ts';

type Texts = { [key: string]: string | Texts };

/** Every text with its path, such as `plans.status.draft`. */
const flat = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );

const namesIn = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

const english = flat(en);
const chinese = new Map(flat(zhCN));

test('each text of one language is filled from the same names in the other', () => {
  const filledDifferently = english.filter(([key, text]) => namesIn(text).join() !== namesIn(chinese.get(key)!).join());
  expect(filledDifferently.map(([key]) => key)).toEqual([]);
});

test('no Chinese text was left in English', () => {
  const isSameInBoth = (text: string) => !/[a-z]{3}/.test(text.replaceAll(/\{\{\w+\}\}/g, ''));
  const left = english.filter(([key, text]) => chinese.get(key) === text && !isSameInBoth(text));
  expect(left.map(([key]) => key)).toEqual([]);
});

test('English keeps to straight quotes, which a Chinese font draws at their own width', () => {
  expect(english.filter(([, text]) => /[‘’“”]/.test(text)).map(([key]) => key)).toEqual([]);
});
