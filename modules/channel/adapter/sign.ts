import { createHash, timingSafeEqual } from 'node:crypto';

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');
export const sha1 = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex');
export const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Compares two signatures in hexadecimal, of whatever case, without telling by its time where they part. */
export function sameSignature(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one.toLowerCase()), Buffer.from(other.toLowerCase())];
  return a.length === b.length && timingSafeEqual(a, b);
}

type Params = Readonly<Record<string, string>>;

const sorted = (params: Params): [string, string][] =>
  Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** `a=1b=2` in the order of the names. */
export const joined = (params: Params): string =>
  sorted(params)
    .map(([name, value]) => `${name}=${value}`)
    .join('');

/** `a=1&b=2` in the order of the names, not encoded. */
export const ampersanded = (params: Params): string =>
  sorted(params)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** `a1b2` in the order of the names. */
export const run = (params: Params): string =>
  sorted(params)
    .map(([name, value]) => name + value)
    .join('');
