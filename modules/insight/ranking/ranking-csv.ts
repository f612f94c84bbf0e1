import { parse } from 'csv-parse/sync';
import { ok, refuse, type Result } from '@shuke/kernel';
import type { RankingFault, RankingRow } from './ranking.ts';

/** What the columns of a file can be called. */
const HEADINGS: Readonly<Record<keyof RankingRow, readonly string[]>> = {
  sku: ['sku', '商品编码', '编码', '货号'],
  name: ['name', '名称', '商品', '商品名称'],
  rank: ['rank', 'place', '排名', '名次'],
  shareBps: ['share', '占比', '份额'],
};

/** Reads the text of a CSV file whose first row names its columns; shares are percent, such as `3.5` or `3.5%`. */
export function csvRows(text: string): Result<RankingRow[], RankingFault> {
  let records: string[][];
  try {
    records = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch {
    return refuse('ranking_invalid', { row: 0 });
  }
  const [headings, ...rows] = records;
  const at = (field: keyof RankingRow): number =>
    (headings ?? []).findIndex((heading) => HEADINGS[field].includes(heading.toLowerCase()));
  const places = { sku: at('sku'), name: at('name'), rank: at('rank'), shareBps: at('shareBps') };
  if (places.sku < 0 && places.name < 0) return refuse('ranking_invalid', { row: 1 });
  const cell = (row: readonly string[], place: number): string | undefined =>
    place < 0 ? undefined : row[place]?.trim() || undefined;
  return ok(
    rows.map((row) => ({
      sku: cell(row, places.sku),
      name: cell(row, places.name),
      rank: numberOf(cell(row, places.rank), 1),
      shareBps: numberOf(cell(row, places.shareBps)?.replace(/%$/, ''), 100),
    })),
  );
}

// What is no number stays none, and the row is then refused by its place.
const numberOf = (text: string | undefined, times: number): number | undefined =>
  text === undefined ? undefined : Math.round(Number(text) * times * 1e6) / 1e6;
