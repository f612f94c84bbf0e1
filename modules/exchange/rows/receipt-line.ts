import type { FullMapping, MerchantFacts } from '../mapping.ts';
import { cellReader, type Cells } from './cells.ts';
import { dayText } from './date-format.ts';
import { moneyReader, type LineMoney } from './line-money.ts';
import { timeReader, type LineTime } from './line-time.ts';
import type { CustomerRef, ProductRef, Refs, StoreRef } from './refs.ts';
import { RowFault } from './row-fault.ts';

/** One row of a till, read. */
export interface ReceiptLine {
  readonly row: number;
  readonly store: StoreRef;
  /** Null where the file numbers no receipts: then each row is one. */
  readonly orderRef: string | null;
  readonly time: LineTime;
  readonly customer: CustomerRef | null;
  readonly product: ProductRef;
  /** How the row writes the name of a product that is known by it alone; else null. */
  readonly writtenName: string | null;
  readonly money: LineMoney;
}

export interface LineOptions {
  readonly mapping: FullMapping;
  readonly columns: readonly string[];
  readonly merchant: MerchantFacts;
  readonly refs: Refs;
  readonly now: Date;
}

const MAX_REF_CHARS = 100;

/** Makes the reader of receipt lines. A row with several faults is told by the first of them, in the order below. */
export function receiptLineReader(
  options: LineOptions,
): (fields: readonly string[], row: number) => ReceiptLine | RowFault {
  const { widthFault } = cellReader(options.mapping, options.columns);
  const storeOf = storeReader(options);
  const timeOf = timeReader(options);
  const refOf = refReader(options);
  const productOf = productReader(options);
  const writtenNameOf = writtenNameReader(options);
  const customerOf = customerReader(options);
  const moneyOf = moneyReader(options.mapping, options.columns);
  return (fields, row) => {
    const width = widthFault(fields);
    if (width) return width;
    const store = storeOf(fields);
    if (store instanceof RowFault) return store;
    const time = timeOf(fields);
    if (time instanceof RowFault) return time;
    const orderRef = refOf(fields, store, time);
    if (orderRef instanceof RowFault) return orderRef;
    const product = productOf(fields);
    if (product instanceof RowFault) return product;
    const customer = customerOf(fields);
    if (customer instanceof RowFault) return customer;
    const money = moneyOf(fields);
    if (money instanceof RowFault) return money;
    return { row, store, orderRef, time, customer, product, writtenName: writtenNameOf(fields), money };
  };
}

function storeReader({ mapping, columns, refs }: LineOptions) {
  const cells = cellReader(mapping, columns);
  const [place, namePlace] = [cells.find('store'), cells.find('storeName')];
  const column = place?.column ?? 'storeCode';
  return (fields: readonly string[]): StoreRef | RowFault => {
    const code = place ? cells.text(fields, place) : (mapping.storeCode ?? '');
    if (code === '') return new RowFault(column, 'missing_value');
    const name = namePlace ? cells.text(fields, namePlace) : (mapping.storeName ?? '');
    const store = refs.store(code, name === '' ? code : name);
    return typeof store === 'string' ? new RowFault(column, store) : store;
  };
}

/** The receipt's number with what tells it from others: of the merchant, of one store, or of one store's day. */
function refReader({ mapping, columns }: LineOptions) {
  const cells = cellReader(mapping, columns);
  const place = cells.find('orderRef');
  const scope = mapping.orderRefScope;
  const scoped = (text: string, store: StoreRef, { day }: LineTime): string =>
    scope === 'store' ? `${store.code}:${text}` : `${store.code}:${dayText(day)}:${text}`;
  let last = { text: '', store: '', day: 0, ref: '' };
  return (fields: readonly string[], store: StoreRef, time: LineTime): string | null | RowFault => {
    if (!place) return null;
    const text = cells.text(fields, place, '-');
    if (text === '') return new RowFault(place.column, 'missing_value');
    const isSame = text === last.text && store.code === last.store && time.day === last.day;
    if (isSame) return last.ref;
    if (text.length > MAX_REF_CHARS) return new RowFault(place.column, 'text_too_long');
    if (text.includes('\uFFFD') || text.includes('\0')) return new RowFault(place.column, 'bad_encoding');
    const ref = scope === 'merchant' ? text : scoped(text, store, time);
    last = { text, store: store.code, day: time.day, ref };
    return ref;
  };
}

function productReader({ mapping, columns, refs }: LineOptions) {
  const cells = cellReader(mapping, columns);
  const [sku, name] = [cells.find('sku'), cells.find('product')];
  const [category, brand] = [cells.find('category'), cells.find('brand')];
  const column = sku?.column ?? name?.column ?? 'product';
  const text = (fields: readonly string[], at: typeof sku): string => (at ? cells.text(fields, at) : '');
  const labels = (fields: readonly string[]) => ({ category: text(fields, category), brand: text(fields, brand) });
  return (fields: readonly string[]): ProductRef | RowFault => {
    const code = text(fields, sku);
    if (code === '' && text(fields, name) === '') return new RowFault(column, 'missing_value');
    const ref =
      code === ''
        ? refs.productByName(rawText(fields, name), () => labels(fields))
        : refs.productBySku(code, () => ({ name: text(fields, name) || code, ...labels(fields) }));
    return typeof ref === 'string' ? new RowFault(column, ref) : ref;
  };
}

/** The cell as it stands, with the spaces around it; of several cells the texts joined. */
const rawText = (fields: readonly string[], at: Cells | null): string =>
  at === null ? '' : at.places.map((place) => fields[place] ?? '').join(' ');

/** How a row writes the name of a product that it names by nothing else. */
function writtenNameReader({ mapping, columns }: LineOptions) {
  const cells = cellReader(mapping, columns);
  const [sku, name] = [cells.find('sku'), cells.find('product')];
  return (fields: readonly string[]): string | null =>
    sku && cells.text(fields, sku) !== '' ? null : rawText(fields, name);
}

function customerReader({ mapping, columns, refs }: LineOptions) {
  const cells = cellReader(mapping, columns);
  const place = cells.find('customer');
  return (fields: readonly string[]): CustomerRef | null | RowFault => {
    const text = place ? cells.text(fields, place) : '';
    if (!place || text === '') return null;
    const customer = refs.customer(text);
    return typeof customer === 'string' ? new RowFault(place.column, customer) : customer;
  };
}
