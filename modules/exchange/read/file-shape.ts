import { IMPORT_DELIMITERS, type ImportDelimiter, type ImportEncoding, type ImportMapping } from '@shuke/contract';
import { ok, refuse, type Result } from '@shuke/kernel';
import { detectEncoding } from './encoding.ts';
import type { FileRefusal } from '../errors.ts';
import { readHead, type FileHead } from './open-file.ts';
import { createSplitter } from './split-records.ts';

/** A row as it stands in the file, with the line on which it begins. */
export interface RawRow {
  readonly row: number;
  readonly fields: readonly string[];
}

/** How a file is written, found from its beginning. */
export interface FileShape {
  readonly bytesTotal: number;
  readonly isCompressed: boolean;
  readonly encoding: ImportEncoding;
  readonly delimiter: ImportDelimiter;
  /** The names of the columns; of a file without headings 1, 2, 3 … */
  readonly columns: readonly string[];
  readonly hasHeader: boolean;
  /** The rows of the beginning, by which formats are found. */
  readonly sample: readonly RawRow[];
}

const MAX_SAMPLE = 2000;

/** Finds out how a file is written; what the mapping says of it is taken as it is. */
export async function readShape(path: string, given: ImportMapping): Promise<Result<FileShape, FileRefusal>> {
  const head = await readHead(path);
  if (!head.ok) return head;
  const encoding = given.encoding ?? detectEncoding(head.value.bytes);
  if (encoding === null) return refuse('import_file_not_text');
  return shapeOf(head.value, encoding, given);
}

function shapeOf(head: FileHead, encoding: ImportEncoding, given: ImportMapping): Result<FileShape, FileRefusal> {
  const text = new TextDecoder(encoding).decode(head.bytes, { stream: true });
  const delimiter = given.delimiter ?? detectDelimiter(text);
  const rows = rowsOf(text, delimiter, head.isWhole);
  const [first] = rows;
  if (!first) return refuse('import_file_empty');
  const hasHeader = given.header ?? true;
  return ok({
    bytesTotal: head.bytesTotal,
    isCompressed: head.isCompressed,
    encoding,
    delimiter,
    columns: first.fields.map((name, i) => (hasHeader ? name.trim() : String(i + 1))),
    hasHeader,
    sample: hasHeader ? rows.slice(1) : rows,
  });
}

/** The rows of a text's beginning; a last row that may go on behind it is left out. */
function rowsOf(text: string, delimiter: string, isWhole: boolean): RawRow[] {
  const rows: RawRow[] = [];
  const splitter = createSplitter({
    delimiter,
    onRecord: (fields, row) => rows.push({ row, fields: [...fields] }),
    onBroken: () => {},
  });
  splitter.push(text);
  if (isWhole || rows.length === 0) splitter.end();
  return rows.slice(0, MAX_SAMPLE);
}

const MAX_JUDGED = 50;

/** The delimiter that gives the first rows the same number of columns, and the most of them. */
function detectDelimiter(text: string): ImportDelimiter {
  const judged = IMPORT_DELIMITERS.map((delimiter) => {
    const rows = rowsOf(text, delimiter, false).slice(0, MAX_JUDGED);
    const width = rows[0]?.fields.length ?? 1;
    const fitting = rows.filter(({ fields }) => fields.length === width).length;
    return { delimiter, score: width === 1 ? 0 : (fitting / rows.length) * 1000 + width };
  });
  return judged.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}
