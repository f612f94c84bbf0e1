import type { WordKind } from '@shuke/contract';
import { FACTS } from './facts.ts';
import { INGREDIENTS } from './ingredients.ts';

/** A thing that notes speak of, by its canonical key. */
export interface Word {
  readonly key: string;
  readonly kind: WordKind;
  readonly en: string;
  readonly zh: string;
  /** How it is written, in either language, in lower case; an English plural needs no term of its own. */
  readonly terms: readonly string[];
}

const word =
  (kind: WordKind) =>
  (line: string): Word => {
    const [key = '', en = '', zh = '', terms = ''] = line.split('|').map((part) => part.trim());
    return { key, kind, en, zh, terms: terms.split(',').map((term) => term.trim()) };
  };

const words = (kind: WordKind, table: string): Word[] => table.trim().split('\n').map(word(kind));

const SCALES = `
  spicy   | spicy   | 辣 | 辣, 辛辣, 辣椒, 辣椒油, 小米辣, 辣酱, 辣油, 辣子, 干辣椒, 辣度, 红油, 剁椒, 泡椒, spicy, spice, chili, chilli, chile, hot sauce, heat
  numbing | numbing | 麻 | 麻, 花椒, 麻椒, 藤椒, numbing, sichuan pepper
  sweet   | sweet   | 甜 | 甜, 甜度, 糖, 白糖, 糖度, 糖浆, 糖分, 蜂蜜, sweet, sugar, sweetness, syrup, sugary, honey
  sour    | sour    | 酸 | 酸, 酸味, 酸度, sour
  ice     | ice     | 冰 | 冰, 冰块, 冰沙, 冰的, ice, ice cube, iced
`;

/** The words that every shop has. A merchant's own come on top: see `lexiconWith`. */
export const LEXICON: readonly Word[] = [
  ...words('scale', SCALES),
  ...words('ingredient', INGREDIENTS),
  ...(Object.keys(FACTS) as (keyof typeof FACTS)[]).flatMap((kind) => words(kind, FACTS[kind])),
];

/** The lexicon with words of a merchant, which stand in for those of the same key. A word without terms switches one off. */
export function lexiconWith(own: readonly Word[]): readonly Word[] {
  if (own.length === 0) return LEXICON;
  const replaced = new Set(own.map(({ key }) => key));
  return [...LEXICON.filter(({ key }) => !replaced.has(key)), ...own];
}
