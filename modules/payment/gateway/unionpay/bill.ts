import { inflateSync } from 'node:zlib';
import { systemClock } from '@shuke/kernel';
import type { Bill, GatewayAccount } from '../gateway.ts';
import { FOR_A_FILE } from '../shared/call.ts';
import { isBillDue, shanghaiDigits } from '../shared/shanghai.ts';
import { readOr } from '../shared/unknown.ts';
import { entriesIn } from '../shared/zip.ts';
import { ask } from './ask.ts';
import { NO_FILE } from './codes.ts';
import { billLinesIn, type Whose } from './read-bill.ts';

const notReady = (why: string): Bill => ({ state: 'not_ready', why });

/** The account of a day of clearing, which ends at eleven in the evening and is there from nine of the next day on. */
export async function bill(account: GatewayAccount, day: string): Promise<Bill> {
  const now = systemClock.now();
  const asked = { txnType: '76', txnSubType: '01', fileType: '00', txnTime: shanghaiDigits(now) };
  const said = await ask(account, 'file', { ...asked, settleDate: day.slice(5).replace('-', '') });
  if (said.state === 'unknown') return notReady(said.why);
  // The same code before it is there and for a day without a sale (the latter assumed).
  if (said.code === NO_FILE && isBillDue(day, now)) return { state: 'ready', lines: [] };
  if (said.code !== '00') return notReady(`code_${said.code}`);
  return read(said.form['fileContent'] ?? '', { day, merId: account.settings['merId'] ?? '' });
}

/** Of the files of a day those that list single trades, such as `INN15090588ZM_802310048993424`. */
const TRADES = /^INN\d{8}ZM_/;

/** The content came within the answer, whose signature holds: deflated, an archive of several files of one merchant and day. */
function read(content: string, { day, merId }: Whose): Bill {
  const date = day.slice(2).replaceAll('-', '');
  const archive = inflated(Buffer.from(content, 'base64'));
  const files = archive && entriesIn(archive);
  if (!files) return notReady('file_unreadable');
  const trades = [...files].filter(([name]) => TRADES.test(name));
  if (trades.length === 0) return notReady('file_without_trades');
  const isOwn = (name: string): boolean => name.slice(3, 9) === date && name.slice(14) === merId;
  if (!trades.every(([name]) => isOwn(name))) return notReady('file_of_another');
  const lines = readOr(() => trades.flatMap(([, bytes]) => billLinesIn(bytes, { day, merId })));
  return 'state' in lines ? notReady(lines.why) : { state: 'ready', lines };
}

function inflated(bytes: Buffer): Buffer | null {
  try {
    return inflateSync(bytes, { maxOutputLength: FOR_A_FILE.mostBytes });
  } catch {
    return null;
  }
}
