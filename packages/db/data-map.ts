/**
 * What one table holds of a person. Each module lists its own; the server puts them together, and export, erasure and the
 * rotation of keys go by them. A test walks the schema: a table that names a customer and stands in no list fails it.
 */
export interface DataMapEntry {
  readonly table: string;
  /** The column that holds the customer's id. */
  readonly person: string;
  /** True where that column holds the id as text. */
  readonly personIsText?: true;
  /**
   * For a table that does not name the person itself: the column above is of the table `through`, and to it leads this column,
   * by its name here and there.
   */
  readonly through?: { readonly table: string; readonly on: readonly [here: string, there: string] };
  /** The columns that are exported, and what each holds, in plain words. */
  readonly columns: Readonly<Record<string, string>>;
  /** Which of them are sealed with the person's key, and for which purpose. */
  readonly sealed?: Readonly<Record<string, string>>;
  /**
   * What erasure does: takes the rows away, leaves them because they hold ids alone, or overwrites columns, each with the
   * SQL that is named for it.
   */
  readonly erase: 'delete' | 'keep_ids' | { readonly scrub: Readonly<Record<string, string>> };
}
