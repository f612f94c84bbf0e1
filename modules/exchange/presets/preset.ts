import type { ImportMapping } from '@shuke/contract';

/** A mapping for the files of one source, recognised by their headings. */
export interface Preset {
  readonly preset: string;
  readonly title: string;
  readonly titleZh: string;
  readonly mapping: ImportMapping;
  /** Headings that the mapping does not use, and by which files of this source are told from others all the same. */
  readonly alsoHas?: readonly string[];
}
