import { expect, test } from 'vitest';
import { drawSheet, PER_PAGE, type SheetItem } from '../sheet/sheet.ts';
import { inviteOf } from '../sheet/sheet-words.ts';
import { codesOn, pagesOf } from './read-sheet.ts';

const AT = new Date('2026-03-02T02:00:00Z');
const itemOf = (n: number): SheetItem => ({
  title: '熟客咖啡 人民广场店',
  label: `${n} 号桌`,
  invite: inviteOf('table', 'zh-CN'),
  url: `https://shop.example/t/0123456789ABCDE${n}`,
});

async function pdfOf(items: readonly SheetItem[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of drawSheet(items, AT)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test('a sheet holds six codes a page, which a reader reads as they were meant', async () => {
  const items = Array.from({ length: 8 }, (_, n) => itemOf(n));
  const pages = pagesOf(await pdfOf(items));
  expect(pages).toHaveLength(2);
  expect(await codesOn(pages[0]!)).toEqual(items.slice(0, PER_PAGE).map(({ url }) => url));
  expect(await codesOn(pages[1]!)).toEqual(items.slice(PER_PAGE).map(({ url }) => url));
});

test('it says the store, the label and what to do beside each code, in a font that it brings', async () => {
  const pdf = await pdfOf([itemOf(1), itemOf(2)]);
  const [page] = pagesOf(pdf);
  expect(page!.match(/TJ$/gm)).toHaveLength(6);
  const text = pdf.toString('latin1');
  expect(text).toContain('/ToUnicode');
  expect(text).toMatch(/\/FontFile2|\/FontFile3/);
  // Only the characters that are used go in: the whole font has ten megabytes.
  expect(pdf.length).toBeLessThan(100_000);
});

test('an empty sheet is a page', async () => {
  expect((await pdfOf([])).subarray(0, 5).toString()).toBe('%PDF-');
});
