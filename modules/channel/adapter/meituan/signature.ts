import { ampersanded, md5 } from '../sign.ts';

/** MD5, in small letters, over the address with its sorted fields, not encoded, and the secret. */
export const signatureOf = (url: string, params: Readonly<Record<string, string>>, secret: string): string =>
  md5(`${url}?${ampersanded(params)}${secret}`);
