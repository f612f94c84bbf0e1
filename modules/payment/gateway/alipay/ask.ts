import { AlipayRequestError } from 'alipay-sdk';
import type { GatewayAccount } from '../gateway.ts';
import { parsedFields, textIn, type Fields } from '../shared/fields.ts';
import { unknown, type Unknown } from '../shared/unknown.ts';
import { sdkOf } from './sdk.ts';

/** What Alipay said and signed: done, the guest is asked for a password, or refused with a code. */
export type Said =
  | { readonly state: 'said'; readonly waits: boolean; readonly fields: Fields }
  | { readonly state: 'refused'; readonly code: string }
  | Unknown;

export interface Asked {
  readonly method: string;
  readonly content: object;
  /** Calls that open a trade say where to tell of it. */
  readonly notify?: boolean;
}

/** Calls Alipay. Names of fields are written in camelCase both ways; the library turns them. */
export async function ask(account: GatewayAccount, { method, content, notify = false }: Asked): Promise<Said> {
  const sdk = sdkOf(account);
  if (!sdk) return unknown('keys_unusable');
  const params = { bizContent: content, ...(notify ? { notifyUrl: account.notifyUrl } : {}) };
  try {
    return saidIn((await sdk.exec(method, params, { validateSign: true })) as Fields);
  } catch (error) {
    // The library's own words hold the whole answer, and with it who paid.
    return unknown(whyOf(error));
  }
}

function saidIn(fields: Fields): Said {
  const code = textIn(fields, 'code');
  if (code === '10000' || code === '10003') return { state: 'said', waits: code === '10003', fields };
  const subCode = textIn(fields, 'subCode') || code;
  return code.startsWith('4') ? { state: 'refused', code: subCode } : unknown(subCode);
}

function whyOf(error: unknown): string {
  if (!(error instanceof AlipayRequestError)) return 'answer_unreadable';
  if (!error.responseDataRaw) return 'no_answer';
  const answers = Object.values(parsedFields(String(error.responseDataRaw)) ?? {});
  const said = answers.find((value) => typeof value === 'object' && value !== null) as Fields | undefined;
  return `unsigned_${(said && textIn(said, 'sub_code')) || 'answer'}`;
}
