import { createHash } from 'node:crypto';

// Written from the providers' pages and not shared with the adapters, so that an error of one shows against the other.

type Fields = Readonly<Record<string, string>>;

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

const names = (fields: Fields): string[] => Object.keys(fields).toSorted();

/** Ele.me's push: the seven fields and the secret. */
export const elemePushSignature = (push: Readonly<Record<string, unknown>>, secret: string): string => {
  const seven = ['appId', 'message', 'requestId', 'shopId', 'timestamp', 'type', 'userId'];
  return md5(seven.map((name) => `${name}=${String(push[name])}`).join('') + secret).toUpperCase();
};

export interface ElemeCall {
  readonly action: string;
  readonly token: string;
  readonly metas: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Ele.me's interface: action, token, the sorted parameters as JSON, and the secret. */
export function elemeCallSignature({ action, token, metas, params }: ElemeCall, secret: string): string {
  const all: Record<string, unknown> = { ...metas, ...params };
  const text = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${JSON.stringify(all[name])}`)
    .join('');
  return md5(`${action}${token}${text}${secret}`).toUpperCase();
}

/** Meituan's takeaway, both ways. */
export const meituanSignature = (url: string, fields: Fields, secret: string): string =>
  md5(
    `${url}?${names(fields)
      .map((name) => `${name}=${fields[name]}`)
      .join('&')}${secret}`,
  );

/** Meituan's group-buy. */
export const meituanGroupSignature = (fields: Fields, signKey: string): string =>
  createHash('sha1')
    .update(
      signKey +
        names(fields)
          .map((name) => `${name}${fields[name]}`)
          .join(''),
      'utf8',
    )
    .digest('hex');

/** Douyin's callbacks, as the header `x-life-sign`. */
export function lifeSign(secret: string, query: Fields, body: string): string {
  const fields = names(query).map((name) => `&${name}=${query[name]}`);
  return createHash('sha256')
    .update(`${secret}${fields.join('')}&http_body=${body}`, 'utf8')
    .digest('hex');
}
