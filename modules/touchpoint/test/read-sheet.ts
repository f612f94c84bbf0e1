import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

/** The content streams of a PDF's pages, as text. */
export function pagesOf(pdf: Buffer): string[] {
  const pages: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('\nendstream', at);
    if (end < 0) break;
    const dictionary = pdf.subarray(Math.max(0, at - 200), at).toString('latin1');
    if (!dictionary.slice(dictionary.lastIndexOf('obj')).includes('/FlateDecode')) continue;
    const text = inflateSync(pdf.subarray(at + 7, end)).toString('latin1');
    // A page begins by turning its axis over; fonts and their tables do not.
    if (text.startsWith('1 0 0 -1 0 ')) pages.push(text);
  }
  return pages;
}

const SCALE = 3;

/** Paints the filled rectangles of a page, as a printer would, in gray from 0 to 255. */
function paint(page: string): { data: Uint8ClampedArray; width: number; height: number } {
  const [width, height] = [596 * SCALE, 842 * SCALE];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  let rectangles: number[][] = [];
  for (const line of page.split('\n')) {
    const rectangle = /^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/.exec(line);
    if (rectangle) rectangles.push(rectangle.slice(1).map((n) => Math.round(Number(n) * SCALE * 1000) / 1000));
    if (line === 'f') for (const one of rectangles) fill(data, width, one);
    if (line === 'f' || line === 'S') rectangles = [];
  }
  return { data, width, height };
}

function fill(data: Uint8ClampedArray, stride: number, [x = 0, y = 0, w = 0, h = 0]: number[]): void {
  for (let row = Math.round(y); row < Math.round(y + h); row += 1)
    for (let column = Math.round(x); column < Math.round(x + w); column += 1)
      data.fill(0, (row * stride + column) * 4, (row * stride + column) * 4 + 3);
}

/** What a reader of codes sees on a page. */
export async function codesOn(page: string): Promise<string[]> {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const binary = readFileSync(wasm);
  const wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const image = { ...paint(page), colorSpace: 'srgb' } as unknown as ImageData;
  const found = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 20, tryHarder: true });
  return found.map(({ text }) => text).toSorted();
}
