import type { CouponHistory } from '@shuke/models/response';
import { dataText } from './folder.ts';

/** A supermarket chain's coupons of 2017; the receipts are a sample of one line in twenty. Days are counted from 2017-01-01. */
export interface CompleteJourney {
  readonly history: CouponHistory;
  /** The chain's own names, by number; and the one of the kind that goes to everybody. */
  readonly campaignNames: readonly string[];
  readonly broadKind: number;
}

const MS_A_DAY = 86_400_000;
const dayOf = (text: string): number => (Date.parse(text.slice(0, 10)) - Date.UTC(2017, 0, 1)) / MS_A_DAY;

/** The chain's history, or null where the data folder is absent. */
export function findCompleteJourney(): CompleteJourney | null {
  const [described, sent, redeemed, covers, products, lines] = [
    'campaign_descriptions',
    'campaigns',
    'coupon_redemptions',
    'coupons',
    'products',
    'transactions_sample',
  ].map(tableOf);
  if (!described || !sent || !redeemed || !covers || !products || !lines) return null;
  const [campaign, household, coupon, product, category, section, kinds] = Array.from({ length: 7 }, numbering);
  const campaigns = described.map((row) => {
    campaign!.of(row.campaign_id!);
    return { kind: kinds!.of(row.campaign_type!), start: dayOf(row.start_date!), end: dayOf(row.end_date!) };
  });
  const column = (rows: readonly Row[], read: (row: Row) => number): Float64Array => Float64Array.from(rows, read);
  for (const row of products) product!.of(row.product_id!);
  const categories = products.map((row) => (row.product_category === 'NA' ? -1 : category!.of(row.product_category!)));
  const sections = products.map((row) => section!.of(row.department!));
  const known = { campaign: campaign!, household: household!, coupon: coupon!, product: product! };
  const history = {
    campaigns,
    targeted: keys(sent, known, ['campaign', 'household']),
    redeemed: {
      ...keys(redeemed, known, ['campaign', 'household', 'coupon']),
      day: column(redeemed, (row) => dayOf(row.redemption_date!)),
    },
    bought: {
      ...keys(lines, known, ['household', 'product']),
      day: column(lines, (row) => dayOf(row.transaction_timestamp!)),
      spend: column(lines, (row) => Number(row.sales_value)),
      cut: column(lines, (row) => Number(row.retail_disc)),
      couponed: column(lines, (row) => Number(row.coupon_disc)),
    },
    covers: keys(covers, known, ['campaign', 'coupon', 'product']),
    categoryOf: Int32Array.from({ length: product!.names.length }, (_, i) => categories[i] ?? -1),
    sectionOf: Int32Array.from({ length: product!.names.length }, (_, i) => sections[i] ?? -1),
  };
  return { history, campaignNames: campaign!.names, broadKind: kinds!.of('Type A') };
}

type Row = Readonly<Record<string, string | undefined>>;

function tableOf(name: string): Row[] | null {
  const text = dataText(`completejourney/${name}.csv.gz`);
  if (text === null) return null;
  const [head, ...lines] = text.trim().split('\n').map(fieldsOf);
  return lines.map((fields) => Object.fromEntries(head!.map((field, i) => [field, fields[i]])));
}

/** Fields are quoted where they are text; some hold commas or doubled quotes. */
function fieldsOf(line: string): string[] {
  const fields = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return Array.from(fields, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!.trim());
}

interface Numbering {
  readonly names: readonly string[];
  /** The number of a name, the next one for a new name. */
  of(name: string): number;
}

function numbering(): Numbering {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const of = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
  return { names, of };
}

const FIELDS = { campaign: 'campaign_id', household: 'household_id', coupon: 'coupon_upc', product: 'product_id' };
type Key = keyof typeof FIELDS;

function keys<K extends Key>(rows: readonly Row[], known: Readonly<Record<Key, Numbering>>, names: readonly K[]) {
  const columns = names.map((name) => [name, Int32Array.from(rows, (row) => known[name].of(row[FIELDS[name]]!))]);
  return Object.fromEntries(columns) as Record<K, Int32Array>;
}
