import type { Refusal } from '@shuke/kernel';

/** What is wrong with a file before a row of it is looked at. */
export type FileRefusal = Refusal<
  'import_file_missing' | 'import_file_empty' | 'import_file_damaged' | 'import_file_not_text'
>;

/** What is wrong with how a file is to be read; the facts name the field. */
export type MappingRefusal = Refusal<
  | 'preset_unknown'
  | 'mapping_invalid'
  | 'mapping_incomplete'
  | 'columns_unrecognised'
  | 'column_unknown'
  | 'currency_differs'
  | 'time_zone_unknown'
>;

/** What keeps an import from being started or run. */
export type RunRefusal = Refusal<'import_not_found' | 'import_running' | 'import_ended' | 'import_file_gone'>;

export type ImportRefusal = FileRefusal | MappingRefusal | RunRefusal | Refusal<'request_too_large'>;
