import type { NewWord, WordView } from '@shuke/contract';
import { inRead, inTx, type Ctx, type Tx } from '@shuke/db';
import { ok, refuse, type Refusal, type Result } from '@shuke/kernel';
import type { WordRefusal } from './errors.ts';
import { readOwnWords, writeWord } from './lexicon-store.ts';
import { foldText } from './words/fold-text.ts';
import { lexiconWith, type Word } from './words/lexicon.ts';

export interface SetWord {
  readonly key: string;
  readonly word: NewWord;
}

/** Adds a word to the merchant's lexicon or says one otherwise; notes that come from now on are read by it. */
export function setWord(
  ctx: Ctx,
  { key, word: { key: wordKey, nameEn: en, nameZh: zh, kind, terms } }: SetWord,
): Promise<Result<WordView, WordRefusal | Refusal<'idempotency_key_reused'>>> {
  const word: Word = { key: wordKey, kind, en, zh, terms: [...new Set(terms.map(foldText))] };
  return inTx<WordView, WordRefusal>(ctx, { key, input: word }, async (tx) => {
    const others = (await lexiconOf(tx)).filter((other) => other.key !== wordKey);
    const taken = others.flatMap((other) => other.terms).find((term) => word.terms.includes(term));
    if (taken !== undefined) return refuse('lexicon_terms_taken', { term: taken });
    await writeWord(tx, word);
    return ok(wordView(word, true));
  });
}

/** The words by which this merchant's notes are read. */
export const lexiconOf = async (tx: Tx): Promise<readonly Word[]> => lexiconWith(await readOwnWords(tx));

/** The whole lexicon, the merchant's own words marked. */
export function listWords(ctx: Ctx): Promise<WordView[]> {
  return inRead(ctx, async (tx) => {
    const own = await readOwnWords(tx);
    const keys = new Set(own.map(({ key }) => key));
    return lexiconWith(own).map((word) => wordView(word, keys.has(word.key)));
  });
}

const wordView = ({ key, kind, en, zh, terms }: Word, own: boolean): WordView => ({
  key,
  kind,
  nameEn: en,
  nameZh: zh,
  terms: [...terms],
  own,
});
