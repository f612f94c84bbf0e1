import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { businessDay, DAY_MS } from '@shuke/kernel';
import { createStreet } from '@shuke/sandbox';
import { found, newDatabase, openHome, shuke, type Env, type Ran } from './program.ts';

const home = openHome();
const receipts = join(home, 'receipts.csv');
const run = (...args: string[]): Promise<Ran> => shuke(env, ...args);
let env: Env;
/** What is in the file, which is of the last 90 days, and so another one each day. */
let file: { rows: number; orders: number; customers: number };

beforeAll(async () => {
  env = { SHUKE_HOME: home, DATABASE_URL: await newDatabase(inject('serverUrl')) };
  const endDay = businessDay(Date.now() - DAY_MS, 'Asia/Shanghai');
  const street = createStreet({ seed: 1, days: 90, endDay, guests: 80, stores: 1 });
  const csv = [...street.csv()].join('');
  writeFileSync(receipts, csv);
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const different = (column: number): number => new Set(rows.map((row) => row[column]).filter(Boolean)).size;
  file = { rows: rows.length, orders: different(0), customers: different(3) };
});

/** Runs a command that works: says nothing on the error stream and ends with 0. */
async function works(...args: string[]): Promise<string> {
  const { status, out, err } = await run(...args);
  expect({ status, err }, `shuke ${args.join(' ')}`).toEqual({ status: 0, err: '' });
  return out;
}

/** Runs a command that is refused: ends with 1 and says why in words, without a stack. */
async function fails(...args: string[]): Promise<string> {
  const { status, err } = await run(...args);
  expect([status, err], `shuke ${args.join(' ')}`).toEqual([1, expect.not.stringMatching(/\n\s+at |node_modules/)]);
  expect(err.trim(), `shuke ${args.join(' ')}`).not.toBe('');
  return err;
}

describe('the command line, as a shop that begins uses it', () => {
  it('explains itself, with or without being asked, and touches no database for that', async () => {
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    for (const args of [[], ['help'], ['--help'], ['-h']]) {
      const { status, out } = await shuke(nowhere, ...args);
      expect(status).toBe(0);
      for (const word of [
        'start',
        'merchant',
        'import',
        'insight',
        'coupon',
        'plan',
        'issue',
        'report',
        'key',
        'password',
        'agency',
      ]) {
        expect(out).toMatch(new RegExp(`^  ${word}\\b`, 'm'));
      }
    }
    expect((await shuke(nowhere, 'plan', '--help')).out).toContain('--budget AMOUNT');
  });

  it('says what to do before there is a merchant, and makes one', async () => {
    expect(await fails('insight')).toContain('Make one: npm run shuke -- merchant "My shop"');
    const made = await works('merchant', '面馆', '--owner', 'anna');
    expect(made).toContain('Made "面馆"');
    expect(found(made, /one-time password (\S+)/)).toMatch(/^[\w-]{12,}$/);
    expect(await works('merchant')).toContain('面馆');
    expect(await fails('merchant', '面馆', '--owner', 'anna')).toContain('[sign_in_name_taken]');
    expect(await fails('merchant', 'Other', '--owner', 'ben', '--time-zone', 'Mars/One')).toContain('Asia/Shanghai');
  });

  it('gives a new one-time password to somebody it knows', async () => {
    expect(await works('password', 'anna')).toMatch(/One-time password of anna: \S+ \(shown this once\)/);
    expect(await fails('password', 'nobody-here')).toContain('Nobody signs in as nobody-here.');
    expect(await fails('password')).toContain('The sign-in name is missing.');
  });

  it('shows how it reads a file and imports only when told to, once', async () => {
    const preview = await works('import', receipts, '--preview');
    expect(preview).toContain('Read as shuke: receipts.');
    expect(preview).toContain('Times are of Asia/Shanghai (YYYY-MM-DDTHH:mm)');
    expect(preview).toContain('Nothing was imported.');
    expect(await fails('import', receipts)).toContain('add --yes');
    const { rows, orders, customers } = file;
    const first = await works('import', receipts, '--yes');
    expect(first).toContain(`${rows} rows read, 0 rejected`);
    expect(first).toContain(`\n${orders} new orders (0 were known), ${customers} new customers`);
    const second = await works('import', receipts, '--yes');
    expect(second).toContain(`\n0 new orders (${orders} were known), 0 new customers`);
  });

  it('puts rejected rows beside the file, with line, column and reason', async () => {
    const bad = join(home, 'bad.csv');
    const [head] = readFileSync(receipts, 'utf8').split('\n');
    writeFileSync(bad, `${head}\nX1,S01,2026-01-05 10:00,M1,1,Tea,,1,3.00,0\nX2,S01,someday,M1,1,Tea,,1,3.00,0\n`);
    const said = await works('import', bad, '--yes');
    expect(said).toContain('2 rows read, 1 rejected');
    expect(said).toContain(`${bad}.rejects.csv`);
    expect(readFileSync(`${bad}.rejects.csv`, 'utf8')).toContain('3,ordered_at,bad_date');
    writeFileSync(join(home, 'mapping.json'), '{"columns":');
    const mapping = ['--mapping', join(home, 'mapping.json')];
    expect(await fails('import', receipts, '--yes', ...mapping)).toContain('is not JSON');
  });

  it('takes some other text for no file of a till, and says what would help', async () => {
    const licence = fileURLToPath(new URL('../../../LICENSE', import.meta.url));
    for (const how of ['--yes', '--preview']) {
      const said = await fails('import', licence, how);
      expect(said).toContain('presets: shuke, shuke-products,');
      expect(said).toContain('say in a mapping which column is what');
      expect(said).toContain('[columns_unrecognised]');
    }
  });

  it('lets an agency in, which then signs in by itself', async () => {
    const made = await works('agency', '熟客服务商', '--admin', 'agnes');
    expect(found(made, /one-time password (\S+)/)).toMatch(/^[\w-]{12,}$/);
    expect(await fails('agency', 'Other', '--admin', 'agnes')).toContain('[sign_in_name_taken]');
    expect(await fails('agency', 'Other')).toContain('--admin is missing.');
    expect(await works('password', 'agnes')).toContain('One-time password of agnes');
  });

  it('shows the dashboards', async () => {
    const said = await works('insight');
    for (const heading of ['orders', 'average ticket', 'activity', 'loyalty', 'value', 'The best 20 %']) {
      expect(said).toContain(heading);
    }
    expect(await works('insight', '--from', '2020-01-01', '--to', '2020-01-31')).toContain('2020-01-31 (31 days)');
  });

  it('makes a coupon, plans with it, issues the plan once and reports on it', async () => {
    const none = await fails('plan', 'Wake', '--budget', '100');
    expect(none).toContain('[no_active_offer]');
    const coupons = await works('coupon', 'Five off', '--off', '5', '--min-spend', '20', '--budget', '200');
    expect(coupons).toMatch(/Five off +cash +5\.00 +20\.00 +0 +0 +0\.00 +0\.00 +200\.00/);
    const drafted = await works('plan', 'Wake', '--budget', '100');
    // The one of the file with the rejected row is a customer too.
    expect(drafted).toContain(`: ${file.customers + 1} customers weighed.`);
    expect(drafted).toMatch(/\n\d+ get an offer, which costs at most \d+\.00 of 100\.00 CNY/);
    const planId = found(drafted, /Plan (\S+)/);
    expect(await works('plan')).toMatch(new RegExp(`${planId} +Wake +draft`));
    expect(await fails('report', planId)).toContain('[plan_not_issued]');
    expect(await works('issue', planId)).toMatch(/Issued (\d+) of \1 coupons/);
    expect(await fails('issue', planId)).toContain('[plan_already_issued]');
    const report = await works('report', planId);
    expect(report).toMatch(/given \d+, redeemed 0 \(0\.00 %\)/);
    expect(report).toContain('not proven yet');
  });

  it('makes an API key, of a till or with the scopes that are asked for', async () => {
    expect(await works('key', 'till')).toMatch(
      /for .*order:write, .*coupon:redeem\.\nIts token is sk_\S+ \(shown this once\)/,
    );
    expect(await works('key', 'reader', '--scopes', 'decision:read, order:read')).toContain(
      'for decision:read, order:read.',
    );
    expect(await fails('key', 'reader', '--scopes', 'order:raed')).toContain('"order:raed" is not a scope.');
    expect(await fails('key')).toContain('The name of the key is missing.');
  });

  it('asks for which merchant where there are two', async () => {
    await works('merchant', 'Second', '--owner', 'ben');
    expect(await fails('plan')).toContain('--merchant');
    expect(await fails('plan', '--merchant', 'Third')).toContain('"Third" is not one merchant');
    expect(await works('plan', '--merchant', '面馆')).toContain('issued');
    expect(await works('plan', '--merchant', 'Second')).toContain('There is no plan yet.');
  });
});

describe('a command that was called wrongly', () => {
  it.each<[string, string[], string]>([
    ['an unknown command', ['improt', 'x.csv'], 'There is no command "improt".'],
    ['a typo in an option', ['import', 'x.csv', '--prset', 'shuke'], "Unknown option '--prset'\nUsage:"],
    ['an option without its value', ['plan', 'Wake', '--budget'], "Option '--budget <value>' argument missing"],
    ['a missing file name', ['import', '--merchant', '面馆'], 'The file is missing.'],
    ['a file that is not there', ['import', '/none/x.csv', '--merchant', '面馆'], 'There is no file /none/x.csv.'],
    ['a name without quotes', ['plan', 'Wake', 'them'], '"them" is a word too many'],
    [
      'an amount that is none',
      ['coupon', 'A', '--off', 'five', '--merchant', '面馆'],
      '"five" is not an amount in CNY',
    ],
    ['a missing amount', ['plan', 'Wake', '--merchant', '面馆'], '--budget is missing.'],
    ['a day that is none', ['insight', '--from', '2026-02-30', '--merchant', '面馆'], 'is not a day'],
    ['a number out of its bounds', planned('--horizon-days', '0'), 'is not a whole number from 1 to 365'],
    ['a day to come', planned('--as-of', '2999-01-01'), '[plan_as_of_in_future]'],
    ['an id that is none', ['issue', 'Wake', '--merchant', '面馆'], '"Wake" is not the id of a plan.'],
    ['an id of nothing', ['report', '01a20c50-4ff0-7000-9298-c1900852a182', '--merchant', '面馆'], '[plan_not_found]'],
    ['an unknown preset', ['import', receipts, '--preset', 'shuk', '--merchant', '面馆'], '[preset_unknown]'],
    ['an option of start', ['start', '--prot', '1'], "Unknown option '--prot'"],
    ['a port that is none', ['start', '--port', '99999'], 'SHUKE_PORT is "99999"'],
  ])('by %s is told so in words and ends with 1', async (_, args, says) => {
    expect(await fails(...args)).toContain(says);
  });
});

function planned(...options: string[]): string[] {
  return ['plan', 'Wake', '--budget', '100', '--merchant', '面馆', ...options];
}
