import pg from 'pg';
import { expect, test } from 'vitest';
import { testServices } from '@shuke/testkit';
import { dataMap } from '../data-map.ts';

const services = testServices();

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table of the house; views and the job queue are not among them. */
async function columns(): Promise<Column[]> {
  const client = new pg.Client({ connectionString: services.ownerUrl });
  await client.connect();
  const { rows } = await client.query<Column>(
    `select c.table_name as "table", c.column_name as "column", c.udt_name as type
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
  );
  await client.end();
  return rows;
}

/** By what names a table can say whom a row is about. */
const NAMES_A_PERSON =
  /(^|_)customer_id$|^holder_id$|^owner_id$|^subject_id$|^identity_id$|^person_id$|^visitor$|^phone_hash$/;

/** These look as if they named a person of the shop and do not, each with the reason. */
const NOBODY: Readonly<Record<string, string>> = {
  'directory.subject_id': 'staff, keys and merchants',
  'customer_cross_spend.owner_id': 'the account that was drawn; whose it is stands beside it',
  'loyalty_member.person_id': 'for whom the customer stands whose row it is',
  'import_staging_customer.customer_id': 'emptied when an import ends',
};

/** Sealed texts and keyed hashes of people stand in bytes. These are other bytes. */
const OTHER_BYTES: Readonly<Record<string, string>> = {
  'audit_entry.hash': 'the chain',
  'audit_entry.prev_hash': 'the chain',
  'audit_head.last_hash': 'the chain',
  'channel_account.secrets': 'keys of platforms',
  'channel_order.guest':
    'names no customer; sealed with the key of the merchant, and forgotten a week after the order ended',
  'channel_voucher.code_hash': 'of vouchers',
  'channel_voucher.sealed': 'codes of vouchers',
  'mini_program_account.secret': 'what proves an app to WeChat',
  'mini_program_session.code_hash': 'goes with its row',
  'mini_program_session.identity': 'goes with its row; of who is no customer, after 30 days at the latest',
  'mini_program_session.openid_hash': 'goes with its row',
  'mini_program_session.token_hash': 'goes with its row',
  'payment.content':
    'what a payment is to sell: ids and goods; forgotten when it is settled, after 30 days at the latest',
  'payment.guest_step': 'what the guest is shown to pay; goes with the content',
  'payment.payer': "who pays by the provider's number; names no customer, and is forgotten when the order is made",
  'payment_account.secrets': 'keys of payment providers',
  'print_job.content': 'tickets of the kitchen; gone when they are printed, after three days at the latest',
  'customer_identifier.hash': 'goes with its row',
  'customer_key.wrapped': 'destroyed by an erasure',
  'customer_signal.hash': 'goes with its row',
  'data_key.kek_id': 'keys of the merchant',
  'data_key.wrapped': 'keys of the merchant',
  'directory.hash': 'staff, keys, merchants and codes of touchpoints',
  'idempotency.input_hash': 'of requests, over keyed hashes',
  'sales_order.content_hash': 'of receipts, over ids',
  'sign_in_attempt.bucket': 'staff; forgotten within the hour',
  'staff.sign_in_name': 'staff',
  'staff_session.token_hash': 'staff',
  'phone_verification.code_hash': 'goes with its row',
  'phone_verification.sealed': 'goes with its row',
};

const isStaging = ({ table }: Column): boolean => table.startsWith('import_staging_');

test('every table that names a person is in the data map', async () => {
  const mapped = new Set(
    dataMap.flatMap(({ table, person, through }) =>
      through ? [`${table}.${through.on[0]}`, `${through.table}.${through.on[1]}`] : [`${table}.${person}`],
    ),
  );
  const missing = (await columns())
    .filter((one) => NAMES_A_PERSON.test(one.column) && !isStaging(one))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !mapped.has(name) && !(name in NOBODY));
  expect(missing).toEqual([]);
});

test('every column of bytes is opened for the export, goes with an erasure, or is known not to be of a person', async () => {
  const opened = new Set(
    dataMap.flatMap(({ table, sealed = {} }) => Object.keys(sealed).map((one) => `${table}.${one}`)),
  );
  const leads = new Set(
    dataMap.flatMap(({ table, through }) =>
      through ? [`${table}.${through.on[0]}`, `${through.table}.${through.on[1]}`] : [],
    ),
  );
  const scrubbed = new Set(
    dataMap.flatMap(({ table, erase }) =>
      typeof erase === 'object' ? Object.keys(erase.scrub).map((one) => `${table}.${one}`) : [],
    ),
  );
  const unknown = (await columns())
    .filter((one) => one.type === 'bytea' && !isStaging(one))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !opened.has(name) && !leads.has(name) && !scrubbed.has(name) && !(name in OTHER_BYTES));
  expect(unknown).toEqual([]);
});

test('the data map names tables and columns that there are', async () => {
  const known = new Set((await columns()).map(({ table, column }) => `${table}.${column}`));
  const named = dataMap.flatMap(({ table, person, through, columns: exported, erase }) => [
    ...Object.keys(exported).map((column) => `${table}.${column}`),
    ...(typeof erase === 'object' ? Object.keys(erase.scrub).map((column) => `${table}.${column}`) : []),
    ...(through ? [`${table}.${through.on[0]}`, `${through.table}.${through.on[1]}`] : []),
    `${through?.table ?? table}.${person}`,
  ]);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
