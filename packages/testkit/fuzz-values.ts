import type { Random } from '@shuke/kernel';

const NUL = '\0';

// What breaks programs that trust text: terminators, encodings, other languages' syntax, and sheer length.
const TEXTS = [
  '',
  ' ',
  NUL,
  `a${NUL}b`,
  '\ud83d',
  '\udc00x',
  '\ufeff',
  '\u202e',
  '\u0000\u0001\u0002',
  '😀',
  'ı'.repeat(50),
  'é'.normalize('NFD'),
  "'",
  `'; drop table store; --`,
  '%',
  '_',
  '\\',
  '\\x00',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  'http://127.0.0.1:1/',
  '=cmd|calc',
  'null',
  'undefined',
  'NaN',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\r\nx-injected: 1',
  'x'.repeat(300),
  'x'.repeat(70_000),
  '1e400',
  '0x1f',
  '١٢٣',
  '2026-13-45',
  'not-a-uuid',
];

const NUMBERS = [
  0,
  -0,
  -1,
  1.5,
  0.1 + 0.2,
  1e-320,
  1e21,
  1.7976931348623157e308,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  -(2 ** 53) - 2,
  2 ** 63,
  2 ** 64,
];

/** Text that is likely to be handled badly somewhere. */
export const hostileText = (random: Random): string => random.pick(TEXTS);

/** Any JSON value that is likely to be handled badly somewhere. */
export function hostileJson(random: Random): unknown {
  switch (random.int(8)) {
    case 0:
      return random.pick(NUMBERS);
    case 1:
      return random.pick([null, true, false]);
    case 2:
      return random.pick([[], {}, [[]], [null], { '': null }]);
    case 3:
      return nested(random.pick([3, 40, 2000]), random.next() < 0.5);
    case 4:
      return Array.from({ length: random.pick([10, 2000]) }, (_, i) => i);
    default:
      return hostileText(random);
  }
}

function nested(depth: number, inArrays: boolean): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i += 1) value = inArrays ? [value] : { a: value };
  return value;
}

// What JSON.stringify never writes: half a document, other bytes, other number syntax, poison, a bomb of brackets.
const BODIES: readonly (string | Buffer)[] = [
  '',
  '{',
  '}',
  '[',
  '"',
  'nul',
  'NaN',
  '{"a":1,}',
  "{'a':1}",
  '{"a":1}{"b":2}',
  '{"a":1e400}',
  '{"a":-0}',
  '{"a":00}',
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"a":"\\u0000"}',
  '{"a":"\\ud800"}',
  '{"a":"\\uZZZZ"}',
  '\ufeff{}',
  '<?xml version="1.0"?><a/>',
  'a=1&b=2',
  '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
  '['.repeat(100_000),
  '{"a":'.repeat(50_000),
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  Buffer.alloc(1024),
];

/** A body that is no JSON, or JSON that no client of ours writes. */
export const malformedBody = (random: Random): string | Buffer => random.pick(BODIES);
