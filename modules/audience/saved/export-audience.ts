import { Readable } from 'node:stream';
import type { AudienceExportBody } from '@shuke/contract';
import { hasConsent, hintsOf, identifiersInFull } from '@shuke/customer';
import { inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { mayDo, type Download } from '@shuke/http';
import { ok, refuse, type Result } from '@shuke/kernel';
import { appendAudit } from '@shuke/merchant';
import { readAudience } from '../audience-store.ts';
import type { ExportRefusal, KeyReused } from '../errors.ts';
import { csvRow } from './csv-row.ts';
import { allMembers, memberPage } from './member-store.ts';

export interface ExportAudience extends AudienceExportBody {
  readonly audienceId: string;
}

const AT_ONCE = 1_000;

/**
 * The people of an audience who agree to the purpose on the channel, as CSV, in UTF-8 with a mark, as Excel needs. The entry in the
 * audit commits before anything is shown. Consent is asked again page by page as the file is written, so that who withdraws meanwhile
 * is not in it. It takes no idempotency key, for a repeat is another disclosure.
 */
export async function exportAudience(
  ctx: Ctx,
  cmd: ExportAudience,
): Promise<Result<Download, ExportRefusal | KeyReused>> {
  const { audienceId, purpose, channel, identifiers = false } = cmd;
  if (identifiers && !mayDo(ctx.actor, 'privacy:write')) return refuse('forbidden', { needs: 'privacy:write' });
  const audited = await inTx<null, ExportRefusal>(ctx, {}, async (tx) => {
    if (!(await readAudience(tx, audienceId))) return refuse('audience_not_found', { audienceId });
    const people = await countConsenting(tx, cmd);
    await appendAudit(tx, {
      action: 'audience.exported',
      subject: audienceId,
      detail: { purpose, channel, identifiers, people },
    });
    return ok(null);
  });
  if (!audited.ok) return audited;
  const stream = Readable.from(pages(ctx, cmd), { objectMode: false });
  return ok({ stream, fileName: `audience-${audienceId}.csv` });
}

async function countConsenting(tx: Tx, cmd: ExportAudience): Promise<number> {
  const people = await allMembers(tx, cmd.audienceId);
  let count = 0;
  for (let from = 0; from < people.length; from += AT_ONCE) {
    count += (await consenting(tx, cmd, people.slice(from, from + AT_ONCE))).length;
  }
  return count;
}

async function consenting(
  tx: Tx,
  { purpose, channel }: Pick<ExportAudience, 'purpose' | 'channel'>,
  customerIds: readonly string[],
): Promise<string[]> {
  const agree = await hasConsent(tx, { customerIds, purpose, channel });
  return customerIds.filter((id) => agree.has(id));
}

async function* pages(ctx: Ctx, cmd: ExportAudience): AsyncGenerator<string> {
  const { audienceId, identifiers = false } = cmd;
  yield `\uFEFF${csvRow(['person_id', 'hint', ...(identifiers ? ['kind', 'identifier'] : [])])}`;
  for (let after: string | null = null; ;) {
    const page = await inRead(ctx, async (tx) => {
      const rows = await memberPage(tx, { audienceId, after, limit: AT_ONCE });
      const people = await consenting(
        tx,
        cmd,
        rows.map(({ personId }) => personId),
      );
      return { last: rows.at(-1)?.personId ?? null, text: await rowsOf(tx, people, identifiers) };
    });
    if (page.text !== '') yield page.text;
    if (page.last === null) return;
    after = page.last;
  }
}

/** One row a person, or one an identifier where these are shown in full. */
async function rowsOf(tx: Tx, people: readonly string[], inFull: boolean): Promise<string> {
  const hints = await hintsOf(tx, people);
  const hintOf = (id: string): string => hints.get(id) ?? '•••';
  if (!inFull) return people.map((id) => csvRow([id, hintOf(id)])).join('');
  const known = await identifiersInFull(tx, people);
  return known.map(({ personId, kind, value }) => csvRow([personId, hintOf(personId), kind, value])).join('');
}
