let codes: ReadonlyMap<string, number> | null = null;

/** Node reads GBK and does not write it: what each pair of bytes reads as, turned round. */
function table(): ReadonlyMap<string, number> {
  if (codes) return codes;
  const decoder = new TextDecoder('gbk');
  const found = new Map<string, number>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const read = decoder.decode(Buffer.from([high, low]));
      if (read.length === 1 && read !== '\ufffd' && !found.has(read)) found.set(read, high * 256 + low);
    }
  }
  codes = found;
  return found;
}

/** A text in GBK; what GBK does not have becomes a question mark. */
export function toGbk(text: string): Buffer {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0) < 0x80 && char.length === 1 ? char.charCodeAt(0) : (table().get(char) ?? 0x3f);
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}
