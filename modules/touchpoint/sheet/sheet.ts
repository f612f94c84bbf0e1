import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import { matrixOf, runsOf } from './qr.ts';

/** One code on the sheet. */
export interface SheetItem {
  /** The store's name, or the merchant's where it is of no store. */
  readonly title: string;
  readonly label: string;
  readonly invite: string;
  readonly url: string;
}

// A font with Chinese, of which only the characters that are used go into the file.
const FONT = join(
  dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
  '400Regular/NotoSansSC_400Regular.ttf',
);

const COLUMNS = 2;
const ROWS = 3;
export const PER_PAGE = COLUMNS * ROWS;
const MARGIN = 28;
const CODE_SIZE = 150;
/** White round a code, in modules, without which readers do not find it. */
const QUIET = 4;

type Document = InstanceType<typeof PDFDocument>;

/** An A4 sheet of codes to cut out and hang up, six a page, as a stream of PDF. */
export function drawSheet(items: readonly SheetItem[], at: Date): Document {
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, font: FONT, info: { CreationDate: at, ModDate: at } });
  items.forEach((item, nth) => {
    if (nth > 0 && nth % PER_PAGE === 0) document.addPage();
    drawItem(document, item, nth % PER_PAGE);
  });
  document.end();
  return document;
}

function drawItem(document: Document, item: SheetItem, place: number): void {
  const width = (document.page.width - 2 * MARGIN) / COLUMNS;
  const height = (document.page.height - 2 * MARGIN) / ROWS;
  const left = MARGIN + (place % COLUMNS) * width;
  const top = MARGIN + Math.floor(place / COLUMNS) * height;
  document.lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#999999').rect(left, top, width, height).stroke().undash();
  const line = (text: string, size: number, y: number): void => {
    const options = { width: width - 24, height: size * 1.5, align: 'center', ellipsis: true } as const;
    document
      .fillColor('#111111')
      .fontSize(size)
      .text(text, left + 12, top + y, options);
  };
  line(item.title, 13, 14);
  drawCode(document, item.url, { x: left + (width - CODE_SIZE) / 2, y: top + 40 });
  line(item.label, 15, 46 + CODE_SIZE);
  line(item.invite, 10, 74 + CODE_SIZE);
}

function drawCode(document: Document, url: string, { x, y }: { x: number; y: number }): void {
  const matrix = matrixOf(url);
  const unit = CODE_SIZE / (matrix.size + 2 * QUIET);
  for (const { row, column, length } of runsOf(matrix)) {
    document.rect(x + (column + QUIET) * unit, y + (row + QUIET) * unit, length * unit, unit);
  }
  document.fillColor('#000000').fill();
}
