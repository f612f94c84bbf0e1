import { refuse, ok, type Refusal, type Result } from '@shuke/kernel';
import { call } from '../adapter/call.ts';
import { isFields, type Fields } from '../adapter/fields.ts';
import { phoneFrom, type MiniProgram, type WechatIdentity } from './mini-program.ts';

export type WechatRefusal = Refusal<
  'mini_program_code_invalid' | 'mini_program_guest_blocked' | 'mini_program_busy' | 'mini_program_misconfigured'
>;

/** WeChat's own numbers of what went wrong. Whatever is not here may pass by itself. */
const REFUSALS: Readonly<Record<string, WechatRefusal['code']>> = {
  '40029': 'mini_program_code_invalid',
  '40163': 'mini_program_code_invalid',
  '41008': 'mini_program_code_invalid',
  '40226': 'mini_program_guest_blocked',
  '40013': 'mini_program_misconfigured',
  '40125': 'mini_program_misconfigured',
  // The secret is frozen, this server is not on the list of those that may ask, or the app may not ask for this.
  '40243': 'mini_program_misconfigured',
  '40164': 'mini_program_misconfigured',
  '61004': 'mini_program_misconfigured',
  '48001': 'mini_program_misconfigured',
};

/** Where a number is asked for, an app or a guest that is not the right one is that of the code (that of the guest: assumed). */
const PHONE_REFUSALS = {
  ...REFUSALS,
  '40013': 'mini_program_code_invalid',
  '40003': 'mini_program_code_invalid',
} as const satisfies typeof REFUSALS;

/** An access token that WeChat no longer takes. */
const TOKEN_OVER: readonly string[] = ['40001', '40014', '42001'];

/** That the access token has ended, which is for the server to put right and for no guest to hear of. */
export const TOKEN_ENDED = 'token ended';

/** What WeChat said, or why that is nothing to go by. `errcode` is told; words, in which a secret could stand, are not. */
type Said = Result<Fields, WechatRefusal> | typeof TOKEN_ENDED;

async function asked(url: string, body?: object, refusals = REFUSALS): Promise<Said> {
  const answer = await call(body ? { url, body: JSON.stringify(body), headers: JSON_BODY } : { method: 'GET', url });
  if (answer.state === 'unknown') return refuse('mini_program_busy', { why: answer.why });
  const errcode = textIn(answer.fields, 'errcode');
  if (errcode === '' || errcode === '0') return ok(answer.fields);
  if (TOKEN_OVER.includes(errcode)) return TOKEN_ENDED;
  return refuse(refusals[errcode] ?? 'mini_program_busy', { errcode });
}

const JSON_BODY = { 'content-type': 'application/json' };
const textIn = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};
const unreadable = (why: string) => refuse('mini_program_busy', { why });

/** Who gave a code of `wx.login`. The session key that WeChat tells as well is for what we do not ask for, and is let go. */
export async function identityOfCode(
  { appId, appSecret, baseUrl }: MiniProgram,
  code: string,
): Promise<Result<WechatIdentity, WechatRefusal>> {
  const query = { appid: appId, secret: appSecret, js_code: code, grant_type: 'authorization_code' };
  const said = await asked(`${baseUrl}/sns/jscode2session?${new URLSearchParams(query)}`);
  if (said === TOKEN_ENDED) return refuse('mini_program_misconfigured');
  if (!said.ok) return said;
  const [openid, unionid] = [textIn(said.value, 'openid'), textIn(said.value, 'unionid')];
  return openid === '' ? unreadable('openid') : ok({ openid, unionid: unionid === '' ? null : unionid });
}

export interface AccessToken {
  readonly token: string;
  readonly livesS: number;
}

/** What this server asks WeChat with; the same for all servers that ask while it lives. */
export async function newAccessToken(program: MiniProgram): Promise<Result<AccessToken, WechatRefusal>> {
  const { appId, appSecret, baseUrl } = program;
  const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
  const said = await asked(`${baseUrl}/cgi-bin/stable_token`, body);
  if (said === TOKEN_ENDED) return refuse('mini_program_misconfigured');
  if (!said.ok) return said;
  const [token, livesS] = [textIn(said.value, 'access_token'), Number(said.value['expires_in'])];
  return token === '' || !(livesS > 0) ? unreadable('access_token') : ok({ token, livesS });
}

/** The number of the guest whose phone gave a code of the button, in E.164. WeChat holds the code against the open id. */
export async function phoneOfCode(
  { appId, baseUrl }: MiniProgram,
  { token, ...told }: { readonly token: string; readonly code: string; readonly openid: string },
): Promise<Result<string, WechatRefusal> | typeof TOKEN_ENDED> {
  const query = new URLSearchParams({ access_token: token });
  const said = await asked(`${baseUrl}/wxa/business/getuserphonenumber?${query}`, told, PHONE_REFUSALS);
  if (said === TOKEN_ENDED || !said.ok) return said;
  const info = said.value['phone_info'];
  const mark = isFields(info) ? info['watermark'] : null;
  // The mark says for which app the number was given.
  if (!isFields(info) || !isFields(mark) || textIn(mark, 'appid') !== appId) return unreadable('phone_info');
  const phone = phoneFrom(textIn(info, 'countryCode'), textIn(info, 'purePhoneNumber'));
  return phone === null ? unreadable('phone_info') : ok(phone);
}
