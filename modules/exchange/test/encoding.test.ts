import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { detectEncoding } from '../read/encoding.ts';
import { readShape } from '../read/file-shape.ts';
import { textOf } from '../read/open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'shuke-encoding-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
function fileOf(content: Buffer | string): string {
  const path = join(folder, `file${(made += 1)}`);
  writeFileSync(path, content);
  return path;
}

const TEXT = '日期,商品\r\n2024-03-01,拿铁\r\n';
// GB18030 of TEXT, for Node decodes it and does not encode it.
const GB18030 = Buffer.from('c8d5c6da2cc9ccc6b70d0a323032342d30332d30312cc4c3ccfa0d0a', 'hex');
const UTF_16BE = Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16();

test.each([
  ['utf-8', Buffer.from(TEXT)],
  ['utf-8', Buffer.from(`\uFEFF${TEXT}`)],
  ['gb18030', GB18030],
  ['utf-16le', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['utf-16be', UTF_16BE],
  ['utf-16le', Buffer.from('date,item\r\n2024-03-01,Latte\r\n', 'utf16le')],
])('%s is recognised by its bytes, read and stated', async (encoding, bytes) => {
  expect(detectEncoding(bytes)).toBe(encoding);
  for (const path of [fileOf(bytes), fileOf(gzipSync(bytes))]) {
    const shape = await readShape(path, {});
    const plain = bytes.includes('item') || bytes.includes('i\0t\0e\0m');
    const expected = plain
      ? [
          ['date', 'item'],
          ['2024-03-01', 'Latte'],
        ]
      : [
          ['日期', '商品'],
          ['2024-03-01', '拿铁'],
        ];
    expect(shape).toMatchObject({ ok: true, value: { encoding, delimiter: ',', columns: expected[0] } });
    expect(shape.ok && shape.value.sample[0]?.fields).toEqual(expected[1]);
  }
});

test('text is the same however a character lies across the pieces that are read', async () => {
  const text = `x${'票据,'.repeat(50_000)}`;
  let read = '';
  for await (const piece of textOf({ path: fileOf(text), isCompressed: false, encoding: 'utf-8' })) read += piece;
  expect(read === text).toBe(true);
});

test.each([';', '\t', '|', ','] as const)('the delimiter %j is found', async (delimiter) => {
  const rows = ['a', 'b', 'c'].join(delimiter) + '\n' + `1,5${delimiter}"x,y;z|w"${delimiter}3\n`.replace('1,5', '15');
  expect(await readShape(fileOf(rows), {})).toMatchObject({ value: { delimiter, columns: ['a', 'b', 'c'] } });
});

test('a decimal comma does not make the comma the delimiter', async () => {
  const rows = 'datum;ware;betrag\n01.03.2024;Brot, dunkel;1,50\n02.03.2024;Milch;2,30\n';
  expect(await readShape(fileOf(rows), {})).toMatchObject({ value: { delimiter: ';' } });
});

test('what is no text table is refused by name', async () => {
  const code = async (path: string) => {
    const shape = await readShape(path, {});
    return shape.ok ? 'ok' : shape.refusal.code;
  };
  expect(await code(join(folder, 'nowhere.csv'))).toBe('import_file_missing');
  expect(await code(folder)).toBe('import_file_missing');
  expect(await code(fileOf(''))).toBe('import_file_empty');
  expect(await code(fileOf(gzipSync('')))).toBe('import_file_empty');
  expect(await code(fileOf('\n\n'))).toBe('import_file_empty');
  expect(await code(fileOf(Buffer.from('504b0304140000000800', 'hex')))).toBe('import_file_not_text');
  expect(await code(fileOf(gzipSync('a,b\n1,2\n').subarray(0, 15)))).toBe('import_file_damaged');
  expect(await code(fileOf(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from('no gzip')])))).toBe(
    'import_file_damaged',
  );
});
