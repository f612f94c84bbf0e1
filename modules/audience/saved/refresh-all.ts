import { inRead, type Ctx } from '@shuke/db';
import { allAudiences, type Audience } from '../audience-store.ts';
import { readGround } from '../known.ts';
import { refreshAudience } from './refresh-audience.ts';

/** Which are stale: not looked at today, or of another version, or such that no event tells when they change. */
const isStale = ({ byTouch, version, wholeVersion, wholeAsOf }: Audience, today: string): boolean =>
  !byTouch || wholeVersion !== version || wholeAsOf !== today;

/** Looks at everybody for each audience, or only for those that are stale, one transaction an audience. Answers how many. */
export async function refreshAll(
  ctx: Ctx,
  { only, stopping }: { only: 'stale' | 'all'; stopping?: AbortSignal | undefined },
): Promise<number> {
  const due = await inRead(ctx, async (tx) => {
    const { today } = (await readGround(tx)).moment;
    return (await allAudiences(tx)).filter((audience) => only === 'all' || isStale(audience, today));
  });
  let refreshed = 0;
  for (const { audienceId } of due) {
    if (stopping?.aborted) break;
    const done = await refreshAudience(ctx, audienceId);
    refreshed += done.ok ? 1 : 0;
  }
  return refreshed;
}
