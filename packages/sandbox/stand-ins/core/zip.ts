import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** As it stands in the archive: the names of Alipay's files are in GBK. */
  readonly name: Buffer;
  readonly content: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;
const VERSION = 20;

/** The fields that the local and the central header of an entry share (PKWARE's APPNOTE, 4.3.7 and 4.3.12). */
function shared({ name, content }: ZipEntry, packed: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(VERSION, 0);
  fields.writeUInt16LE(DEFLATED, 4);
  // The first of January 1980: the time of an entry means nothing here.
  fields.writeUInt16LE(0x21, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** A ZIP archive of a few small files. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content);
    const fields = shared(entry, packed);
    const body = Buffer.concat([word(LOCAL), fields, entry.name, packed]);
    const made = Buffer.from([VERSION, 0]);
    directory.push(word(CENTRAL), made, fields, Buffer.alloc(10), word(offset), entry.name);
    bodies.push(body);
    offset += body.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, word(END), end]);
}
