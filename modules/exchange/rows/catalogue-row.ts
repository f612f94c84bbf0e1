import type { FullMapping } from '../mapping.ts';
import { cellReader } from './cells.ts';
import type { ProductRef, Refs } from './refs.ts';
import { RowFault } from './row-fault.ts';

export interface CatalogueOptions {
  readonly mapping: FullMapping;
  readonly columns: readonly string[];
  readonly refs: Refs;
}

/** Makes the reader of a catalogue's rows. A product without a name is called by its SKU, one without a SKU has its name. */
export function catalogueRowReader({
  mapping,
  columns,
  refs,
}: CatalogueOptions): (fields: readonly string[]) => ProductRef | RowFault {
  const cells = cellReader(mapping, columns);
  const [sku, name] = [cells.find('sku'), cells.find('product')];
  const [category, brand] = [cells.find('category'), cells.find('brand')];
  const column = sku?.column ?? name?.column ?? 'product';
  return (fields) => {
    const width = cells.widthFault(fields);
    if (width) return width;
    const text = (at: typeof sku): string => (at ? cells.text(fields, at) : '');
    const texts = () => ({ category: text(category), brand: text(brand) });
    const [code, called] = [text(sku), text(name)];
    if (code === '' && (sku || called === '')) return new RowFault(column, 'missing_value');
    const ref = sku
      ? refs.productBySku(code, () => ({ name: called || code, ...texts() }))
      : refs.productByName(called, texts);
    return typeof ref === 'string' ? new RowFault(column, ref) : ref;
  };
}
