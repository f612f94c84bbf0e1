import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { createSplitter, MAX_RECORD_CHARS } from '../read/split-records.ts';

interface Split {
  readonly records: string[][];
  readonly lines: number[];
  readonly broken: number[];
}

/** Splits a text that arrives in pieces of so many characters. */
function split(text: string, { delimiter = ',', piece = text.length || 1 } = {}): Split {
  const found: Split = { records: [], lines: [], broken: [] };
  const splitter = createSplitter({
    delimiter,
    onRecord: (fields, line) => {
      found.records.push([...fields]);
      found.lines.push(line);
    },
    onBroken: (line) => found.broken.push(line),
  });
  for (let at = 0; at < text.length; at += piece) splitter.push(text.slice(at, at + piece));
  splitter.end();
  return found;
}

test('fields are split at the delimiter, with LF or CRLF and with or without a last line break', () => {
  const expected = [
    ['a', 'b'],
    ['1', ''],
  ];
  for (const end of ['\n', '\r\n']) {
    expect(split(`a,b${end}1,${end}`).records).toEqual(expected);
    expect(split(`a,b${end}1,`).records).toEqual(expected);
  }
  expect(split('a;b\tc|d\n', { delimiter: ';' }).records).toEqual([['a', 'b\tc|d']]);
});

test('quoted fields hold delimiters, line breaks and doubled quotes', () => {
  const { records, lines } = split('"a,1","say ""hi"""\r\n"two\nlines",x\nlast,y\n');
  expect(records).toEqual([
    ['a,1', 'say "hi"'],
    ['two\nlines', 'x'],
    ['last', 'y'],
  ]);
  expect(lines).toEqual([1, 2, 4]);
});

test('a quote inside a field that did not begin with one is an ordinary character', () => {
  expect(split('12" pizza,5" sub\n').records).toEqual([['12" pizza', '5" sub']]);
});

test('empty lines are no records, and lines are counted on', () => {
  expect(split('a\n\n\r\nb,c\n')).toMatchObject({ records: [['a'], ['b', 'c']], lines: [1, 4] });
});

test('text behind a closing quote breaks its row and no other', () => {
  expect(split('a,b\n"x"y,2\nc,d\n')).toEqual({
    records: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    lines: [1, 3],
    broken: [2],
  });
});

test('a quote that is never closed breaks its row; the rows behind it are read', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `row${i},value`).join('\n');
  const text = `a,b\n"open,1\n${rows}\n`;
  expect(text.length).toBeGreaterThan(MAX_RECORD_CHARS * 2);
  for (const piece of [1000, 70_000, text.length]) {
    const { records, lines, broken } = split(text, { piece });
    expect([records.length, broken, lines[1], lines.at(-1)]).toEqual([20_001, [2], 3, 20_002]);
  }
});

test('a line without end does not gather in memory; the next one is read', () => {
  const { records, broken } = split(`a,b\n${'x'.repeat(MAX_RECORD_CHARS * 3)}\nc,d\n`, { piece: 1000 });
  expect(records).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(broken).toEqual([2]);
});

test('it reads what csv-parse reads, however the text is cut into pieces', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '票', ' ', ',', '"', '\n', '\r\n', '😀'), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), (rows, end, piece) => {
      const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const text = rows.map((row) => row.map(quoted).join(',') + end).join('');
      const peer = parse(text, { relax_column_count: true, record_delimiter: end, skip_empty_lines: true });
      expect(split(text, { piece }).records).toEqual(peer);
    }),
    { numRuns: 500, seed: 20_240_301 },
  );
});
