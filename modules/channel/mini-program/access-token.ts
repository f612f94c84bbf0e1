import type { Db, Services } from '@shuke/db';
import { MINUTE_MS, refuse, SECOND_MS, type Result } from '@shuke/kernel';
import type { MiniProgram } from './mini-program.ts';
import { newAccessToken, phoneOfCode, TOKEN_ENDED, type AccessToken, type WechatRefusal } from './wechat.ts';

interface Held {
  readonly asked: Promise<Result<AccessToken, WechatRefusal>>;
  /** From when on it is asked for anew; while it is under way, not known. */
  until: number;
}

/** One that has less than this to live is not begun with. */
const MARGIN_MS = MINUTE_MS;

// Access tokens of this process. They stand in no table: WeChat gives every server the same one while it lives.
const held = new WeakMap<Db, Map<string, Held>>();

const keyOf = ({ accountId, appSecret }: MiniProgram): string => `${accountId} ${appSecret}`;

function heldBy(db: Db): Map<string, Held> {
  const known = held.get(db) ?? new Map<string, Held>();
  held.set(db, known);
  return known;
}

/** The access token of a mini program. Who asks while another asks waits for the same answer. */
async function accessToken({ db, clock }: Services, program: MiniProgram) {
  const tokens = heldBy(db);
  const key = keyOf(program);
  const known = tokens.get(key);
  if (known && known.until > clock.now().getTime()) return known.asked;
  const asking: Held = { asked: newAccessToken(program), until: Number.POSITIVE_INFINITY };
  tokens.set(key, asking);
  const answer = await asking.asked;
  if (answer.ok) asking.until = clock.now().getTime() + answer.value.livesS * SECOND_MS - MARGIN_MS;
  else if (tokens.get(key) === asking) tokens.delete(key);
  return answer;
}

/** The number of the guest whose phone gave a code, in E.164. A token that WeChat ended before its time is asked for anew, once. */
export async function phoneBehind(
  services: Services,
  program: MiniProgram,
  given: { readonly code: string; readonly openid: string },
): Promise<Result<string, WechatRefusal>> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const token = await accessToken(services, program);
    if (!token.ok) return token;
    const phone = await phoneOfCode(program, { token: token.value.token, ...given });
    if (phone !== TOKEN_ENDED) return phone;
    heldBy(services.db).delete(keyOf(program));
  }
  return refuse('mini_program_misconfigured');
}
