import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '@shuke/kernel';
import type { Bill, GatewayAccount } from '../gateway.ts';
import { FOR_A_FILE } from '../shared/call.ts';
import { textIn, type Fields } from '../shared/fields.ts';
import { isBillDue } from '../shared/shanghai.ts';
import { readOr } from '../shared/unknown.ts';
import { ask } from './ask.ts';
import { billLinesIn } from './read-bill.ts';
import { signedCall } from './signed-call.ts';

const notReady = (why: string): Bill => ({ state: 'not_ready', why });

/** The account of a day, which is there from ten o'clock of the next day on. */
export async function bill(account: GatewayAccount, day: string): Promise<Bill> {
  const query = new URLSearchParams({ bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' });
  const said = await ask(account, { method: 'GET', path: `/v3/bill/tradebill?${query}` });
  if (said.state === 'unknown') return notReady(said.why);
  if (said.state === 'said') return download(account, said.fields);
  // The same words before ten o'clock and for a day without a sale.
  const isEmpty = said.code === 'NO_STATEMENT_EXIST' && isBillDue(day, systemClock.now());
  return isEmpty ? { state: 'ready', lines: [] } : notReady(said.code);
}

async function download(account: GatewayAccount, told: Fields): Promise<Bill> {
  const path = pathOn(account.baseUrl, textIn(told, 'download_url'));
  if (path === null) return notReady('download_elsewhere');
  const answer = await signedCall(account, { method: 'GET', path, ...FOR_A_FILE });
  if (answer.state === 'unknown') return notReady(answer.why);
  if (answer.status !== 200) return notReady(`http_${answer.status}`);
  const file = unpacked(answer.body);
  if (!file) return notReady('file_unreadable');
  // The file itself is not signed; its hash, of the text before it was packed, came in an answer that is.
  const hash = createHash('sha1').update(file).digest('hex');
  if (hash !== textIn(told, 'hash_value').toLowerCase()) return notReady('hash_differs');
  const read = readOr(() => billLinesIn(file.toString('utf8')));
  return 'state' in read ? notReady(read.why) : { state: 'ready', lines: read };
}

/** The path of an address at the same provider, or null: nobody else is shown our signature. */
function pathOn(baseUrl: string, address: string): string | null {
  if (!URL.canParse(address)) return null;
  const [base, url] = [new URL(baseUrl), new URL(address)];
  const mount = base.pathname.replace(/\/+$/, '');
  const isThere = url.origin === base.origin && url.pathname.startsWith(`${mount}/`);
  return isThere ? `${url.pathname.slice(mount.length)}${url.search}` : null;
}

const MAGIC = Buffer.from([0x1f, 0x8b]);

function unpacked(body: Buffer): Buffer | null {
  if (!body.subarray(0, 2).equals(MAGIC)) return body;
  try {
    return gunzipSync(body, { maxOutputLength: 4 * FOR_A_FILE.mostBytes });
  } catch {
    return null;
  }
}
