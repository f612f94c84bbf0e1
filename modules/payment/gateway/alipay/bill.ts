import { systemClock } from '@shuke/kernel';
import type { Bill, GatewayAccount } from '../gateway.ts';
import { call, FOR_A_FILE } from '../shared/call.ts';
import { textIn } from '../shared/fields.ts';
import { isBillDue } from '../shared/shanghai.ts';
import { readOr } from '../shared/unknown.ts';
import { entriesIn } from '../shared/zip.ts';
import { ask } from './ask.ts';
import { billLinesIn, isDetail } from './read-bill.ts';

const notReady = (why: string): Bill => ({ state: 'not_ready', why });

/** Alipay writes the codes of its data service in either case. */
const NONE = /bill_not_exist/i;

/** The account of a day, which is there from ten o'clock of the next day on. */
export async function bill(account: GatewayAccount, day: string): Promise<Bill> {
  const method = 'alipay.data.dataservice.bill.downloadurl.query';
  const said = await ask(account, { method, content: { billType: 'trade', billDate: day } });
  if (said.state === 'unknown') return notReady(said.why);
  if (said.state === 'said') return download(account, textIn(said.fields, 'billDownloadUrl'));
  // The same words before ten o'clock and for a day without a sale.
  const isEmpty = NONE.test(said.code) && isBillDue(day, systemClock.now());
  return isEmpty ? { state: 'ready', lines: [] } : notReady(said.code);
}

/** The address came in a signed answer; the file is not signed, so that it is fetched over TLS or from the same place. */
async function download({ baseUrl }: GatewayAccount, url: string): Promise<Bill> {
  const isSafe = URL.canParse(url) && (url.startsWith('https:') || new URL(url).origin === new URL(baseUrl).origin);
  if (!isSafe) return notReady('download_elsewhere');
  const answer = await call({ method: 'GET', url, ...FOR_A_FILE });
  if (answer.state === 'unknown') return notReady(answer.why);
  if (answer.status !== 200) return notReady(`http_${answer.status}`);
  const detail = filesIn(answer.body)?.find(isDetail);
  if (detail === undefined) return notReady('file_unreadable');
  const read = readOr(() => billLinesIn(detail));
  return 'state' in read ? notReady(read.why) : { state: 'ready', lines: read };
}

/** The texts of an archive of files in GBK, or null where it is none. */
export function filesIn(archive: Uint8Array): string[] | null {
  const files = entriesIn(archive);
  return files && [...files.values()].map((bytes) => new TextDecoder('gbk').decode(bytes));
}
