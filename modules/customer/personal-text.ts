import type { Ctx, Tx } from '@shuke/db';
import { must } from '@shuke/kernel';
import { openPersonal, sealPersonal } from './privacy/person-keys.ts';

/** For what the words about a person are sealed: what staff wrote, a name, a birthday. */
export const WORDS_PURPOSE = 'words';

/** Sealed words of one person. */
export interface SealedText {
  readonly customerId: string;
  readonly sealed: Buffer;
}

/** Seals words about a person who is known to be there: somebody who was erased is not. */
export async function sealText(_ctx: Ctx, tx: Tx, one: { customerId: string; text: string }): Promise<Buffer> {
  const { customerId, text } = one;
  const [sealed] = await sealPersonal(tx, [{ customerId, purpose: WORDS_PURPOSE, text }]);
  return must(sealed, 'whoever is there has a key');
}

/** Opens words about people, in the order of the rows; those of somebody who has just been erased are empty. */
export async function openTexts(_ctx: Ctx, tx: Tx, rows: readonly SealedText[]): Promise<string[]> {
  const texts = rows.map(({ customerId, sealed }) => ({ customerId, purpose: WORDS_PURPOSE, sealed }));
  return (await openPersonal(tx, texts)).map((text) => text ?? '');
}
