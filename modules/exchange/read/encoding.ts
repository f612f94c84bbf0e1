import type { ImportEncoding } from '@shuke/contract';

/**
 * Says how a file's first bytes are encoded: by its byte order mark, by the NULs that UTF-16 has in plain text, else
 * UTF-8 where all of it is, else GB18030, which Chinese tills write (GBK and GB2312 are part of it). Null for bytes
 * that are no text.
 */
export function detectEncoding(head: Buffer): ImportEncoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const [even, odd] = countNuls(head);
  if (odd > head.length / 8 && even === 0) return 'utf-16le';
  if (even > head.length / 8 && odd === 0) return 'utf-16be';
  if (even + odd > 0) return null;
  if (decodes(head, 'utf-8')) return 'utf-8';
  return decodes(head, 'gb18030') ? 'gb18030' : null;
}

function countNuls(head: Buffer): [even: number, odd: number] {
  const counts: [number, number] = [0, 0];
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) counts[at % 2 === 0 ? 0 : 1] += 1;
  return counts;
}

// The end may be cut inside a character, which streaming leaves open.
function decodes(head: Buffer, encoding: ImportEncoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
