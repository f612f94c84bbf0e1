import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Real, public data sets beside the repository; nothing of them is kept in it. */
const DATA = new URL('../../../../shared/data/', import.meta.url);

/** The text of a file of the data folder, unpacked where it is compressed, or null where the file is not there. */
export function dataText(name: string): string | null {
  const file = new URL(name, DATA);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
