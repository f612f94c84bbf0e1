import { sql, type Tx } from '@shuke/db';
import type { Word } from './words/lexicon.ts';

/** The words that the merchant has set. */
export const readOwnWords = (tx: Tx): Promise<Word[]> =>
  tx.many<Word>(sql`
    select key, kind, name_en as en, name_zh as zh, terms from tag_lexicon
     where merchant_id = ${tx.merchantId}
     order by key`);

export const writeWord = (tx: Tx, word: Word): Promise<number> =>
  tx.run(sql`
    insert into tag_lexicon (merchant_id, key, kind, name_en, name_zh, terms, updated_at)
    values (${tx.merchantId}, ${word.key}, ${word.kind}, ${word.en}, ${word.zh}, ${word.terms}::text[], ${tx.now})
    on conflict (merchant_id, key) do update
      set kind = excluded.kind, name_en = excluded.name_en, name_zh = excluded.name_zh, terms = excluded.terms,
          updated_at = excluded.updated_at`);
