import type { ImportMapping, ImportReading, ImportWarning } from '@shuke/contract';
import { ok, refuse, type Result } from '@shuke/kernel';
import { mappingProblem } from './check-mapping.ts';
import type { FileRefusal, MappingRefusal } from './errors.ts';
import { guessColumns, guessCustomerKind } from './guess-columns.ts';
import { guessDateFormat, guessNumberMarks } from './guess-styles.ts';
import { listOf, overlaid, type FullMapping, type MappedField, type MerchantFacts } from './mapping.ts';
import type { Preset } from './presets/preset.ts';
import { detectPreset, presetNamed } from './presets/presets.ts';
import { readShape, type FileShape } from './read/file-shape.ts';

/** What a file is read by: its shape, and a mapping in which nothing is left open. */
export interface Reading {
  readonly preset: string | null;
  readonly mapping: FullMapping;
  readonly shape: FileShape;
  readonly warnings: readonly ImportWarning[];
  /** Why the file cannot be imported as it would be read, or null. */
  readonly problem: MappingRefusal | null;
}

/**
 * Settles how a file is read. A named preset, or the one that the headings show, or a guess by the headings comes first;
 * what the caller says is put over it; the rest is found in the file or taken from the merchant.
 */
export async function resolveReading(
  path: string,
  given: ImportReading,
  merchant: MerchantFacts,
): Promise<Result<Reading, FileRefusal | MappingRefusal>> {
  const named = given.preset === undefined ? null : presetNamed(given.preset);
  if (given.preset !== undefined && named === null) return refuse('preset_unknown', { preset: given.preset });
  const said = overlaid(named?.mapping ?? {}, given.mapping ?? {});
  const shape = await readShape(path, said);
  if (!shape.ok) return shape;
  // A mapping that names columns is a person's own; no preset is looked for behind it.
  const preset = named ?? (said.columns ? null : detectPreset(shape.value.columns));
  const settled = settle(shape.value, { preset, said, merchant });
  if (isStrange(settled)) {
    // Every other remark about such a file would only lead away from this one.
    const problem = refuse('columns_unrecognised', { field: 'columns' }).refusal;
    return ok({ preset: null, shape: shape.value, mapping: settled.mapping, warnings: [], problem });
  }
  const problem = mappingProblem(settled.mapping, shape.value, merchant.currency) ?? doubtOf(settled.warnings);
  return ok({ preset: preset?.preset ?? null, shape: shape.value, problem, ...settled });
}

/** The same, refused where the file cannot be imported as it would be read. */
export async function settledReading(
  path: string,
  given: ImportReading,
  merchant: MerchantFacts,
): Promise<Result<Reading, FileRefusal | MappingRefusal>> {
  const reading = await resolveReading(path, given, merchant);
  if (!reading.ok || reading.value.problem === null) return reading;
  return { ok: false, refusal: reading.value.problem };
}

interface Said {
  readonly preset: Preset | null;
  readonly said: ImportMapping;
  readonly merchant: MerchantFacts;
}

type Settled = Pick<Reading, 'mapping' | 'warnings'>;

// What every receipt or catalogue has one of.
const ESSENTIAL = ['orderedAt', 'amount', 'unitPrice', 'sku', 'product'] as const satisfies readonly MappedField[];

/** True where the headings were searched and show nothing of a till's: the file is some other text. */
const isStrange = ({ mapping: { columns }, warnings }: Settled): boolean =>
  warnings.includes('guessed_mapping') && ESSENTIAL.every((field) => columns[field] === undefined);

function settle(shape: FileShape, { preset, said, merchant }: Said): Settled {
  const base = overlaid(preset?.mapping ?? {}, said);
  const isGuess = !base.columns;
  const columns = base.columns ?? guessColumns(shape.columns);
  const isCatalogue = isGuess && !columns.orderedAt && Boolean(columns.sku ?? columns.product);
  const kind = base.kind ?? (isCatalogue ? 'catalogue' : 'receipts');
  const valuesOf = sampleOf(shape);
  const date = guessDateFormat(valuesOf(columns.orderedAt, base.missing));
  const marks = guessNumberMarks(valuesOf(columns.amount ?? columns.unitPrice, base.missing));
  const mapping: FullMapping = {
    customerKind: guessCustomerKind(columns.customer),
    // Whether a till numbers for itself or for the chain, the file does not say. By store it is right in both cases.
    orderRefScope: columns.store ? 'store' : 'merchant',
    timeZone: merchant.timeZone,
    currency: merchant.currency,
    roundAmounts: false,
    dateFormat: date?.value ?? '',
    missing: [],
    ...marks.value,
    ...(columns.store || kind === 'catalogue' ? {} : { storeCode: 'main' }),
    ...base,
    kind,
    columns: columns.store || !columns.storeName ? columns : { ...columns, store: columns.storeName },
    header: shape.hasHeader,
    encoding: shape.encoding,
    delimiter: shape.delimiter,
  };
  const doubts: Record<string, boolean> = {
    guessed_mapping: isGuess,
    ambiguous_date: base.dateFormat === undefined && date?.isAmbiguous === true,
    ambiguous_decimal_mark: base.decimalMark === undefined && marks.isAmbiguous,
    duplicate_column: new Set(shape.columns).size < shape.columns.length,
    no_store: kind === 'receipts' && !mapping.columns.store && base.storeCode === undefined,
    ...absences(mapping),
  };
  const warnings = Object.keys(doubts).filter((name) => doubts[name]) as ImportWarning[];
  return { mapping, warnings };
}

const absences = ({ kind, columns }: FullMapping) => ({
  no_order_ref: kind === 'receipts' && !columns.orderRef,
  no_customer: kind === 'receipts' && !columns.customer,
  no_amount: kind === 'receipts' && !columns.amount && !columns.unitPrice,
});

/** The values that the sample has in one column, or in several joined as the rows are. */
const sampleOf =
  (shape: FileShape) =>
  (columns: string | string[] | undefined, missing: readonly string[] = []): string[] => {
    const places = listOf(columns).map((column) => shape.columns.indexOf(column));
    if (places.length === 0) return [];
    const texts = shape.sample.map(({ fields }) =>
      places
        .map((place) => fields[place]?.trim() ?? '')
        .join(' ')
        .trim(),
    );
    return texts.filter((text) => text !== '' && !missing.includes(text));
  };

/** A doubt that a person must settle before an import: nobody else can tell 03/04 from 04/03. */
function doubtOf(warnings: readonly ImportWarning[]): MappingRefusal | null {
  if (warnings.includes('ambiguous_date')) return refuse('mapping_incomplete', { field: 'dateFormat' }).refusal;
  if (!warnings.includes('ambiguous_decimal_mark')) return null;
  return refuse('mapping_incomplete', { field: 'decimalMark' }).refusal;
}
