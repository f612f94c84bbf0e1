import type { Act } from './modifiers.ts';
import type { Mention } from './said.ts';
import type { Piece } from './scan.ts';

type Doing = Act | 'allergy';
type WordPiece = Extract<Piece, { is: 'word' }>;
type ActPiece = Extract<Piece, { is: 'act' }>;

/** How sure each way of saying something is. Their order matters, and that only what is named bare is a guess. */
const SURE = { said: 0.9, doubled: 0.8, bare: 0.5, fact: 0.85, allergy: 0.95, complaint: 0.6 } as const;

// How many unknown pieces may stand between an act and its word: 不要太大块的香菜, without the chopped onions.
const MOST_BETWEEN = 2;

/** An act with what follows it: 不要不放 is a wish, 不要太 is a little. */
export function combine(first: Act, second: Act): Act {
  if (first === 'no') {
    if (second === 'no') return 'want';
    if (second === 'less') return 'more';
    return second === 'want' ? 'no' : 'less';
  }
  if (first === 'want') return second;
  if (first === 'less' && second === 'more') return 'more';
  return second === 'no' || second === 'too' ? second : first;
}

/** What one clause says of the words in it, in their order. */
export function readClause(pieces: readonly Piece[]): Mention[] {
  const heard = meaningful(pieces);
  if (heard.some(({ is }) => is === 'allergy')) return readAllergy(heard);
  const [first] = heard;
  return first?.is === 'word' && saysAfter(heard) ? readAfter(heard) : readBefore(heard);
}

/** Leaves out fillers, and what means something only right before a word and does not stand there. */
function meaningful(pieces: readonly Piece[]): Piece[] {
  const heard = pieces.filter(({ is }) => is !== 'filler' && is !== 'gap');
  return heard.flatMap((piece, i): Piece[] => {
    if (piece.is !== 'act' || !piece.tight) return [piece];
    const next = heard[i + 1];
    const isBefore = next?.is === 'word' || next?.is === 'act';
    const isAfter =
      heard[i - 1]?.is === 'word' && (piece.after !== null || piece.act === 'less' || piece.act === 'more');
    return isBefore || isAfter ? [piece] : [{ is: 'other', start: piece.start, end: piece.end, term: '' }];
  });
}

/** Whether a clause that begins with a word says what it says after its words: it then ends with an act. */
function saysAfter(heard: readonly Piece[]): boolean {
  const last = heard.findLast(({ is }) => is === 'word' || is === 'act');
  if (last?.is !== 'act') return false;
  return isChinese(heard[0]) ? true : last.after !== null;
}

const isChinese = (piece: Piece | undefined): boolean => /[\u4e00-\u9fff]/.test(piece?.term ?? '');

/** 香菜不要，葱多放: words, then what is said of them. */
function readAfter(heard: readonly Piece[]): Mention[] {
  const mentions: Mention[] = [];
  let words: WordPiece[] = [];
  let act: Act | null = null;
  const close = (): void => {
    mentions.push(...words.map((piece) => mention(piece, act)));
    [words, act] = [[], null];
  };
  for (const piece of heard) {
    if (piece.is === 'word') {
      if (act !== null) close();
      words.push(piece);
    } else if (piece.is === 'act') act = act === null ? (piece.after ?? piece.act) : combine(act, piece.act);
  }
  close();
  return mentions;
}

/** 不要香菜和葱: what is said, then the words. A no at the very end turns it: 不辣不要 is very spicy. */
function readBefore(heard: readonly Piece[]): Mention[] {
  const mentions: Mention[] = [];
  let state: { act: Act | null; doubled: boolean; between: number; open: boolean } = fresh();
  for (const [i, piece] of heard.entries()) {
    if (piece.is === 'act') {
      if (isClosing(heard, i)) return [...mentions.slice(0, -1), turned(mentions.at(-1)!)];
      const joined: Act = state.open && state.act !== null ? combine(state.act, piece.act) : piece.act;
      const doubled = state.open && state.act === 'no' && piece.act === 'no';
      state = { act: joined, doubled, between: 0, open: true };
    } else if (piece.is === 'word') {
      mentions.push(mention(piece, state.act, state.doubled));
      state = { ...state, between: 0, open: false };
    } else if (piece.is !== 'join') {
      const between = state.between + 1;
      state = between > MOST_BETWEEN || piece.is === 'opaque' ? fresh() : { ...state, between };
    }
  }
  return mentions;
}

const fresh = () => ({ act: null, doubled: false, between: 0, open: false });

// 不辣不要 and 一点辣都不要, but not 少冰不要糖, where a word follows.
function isClosing(heard: readonly Piece[], i: number): boolean {
  const piece = heard[i] as ActPiece;
  const isLast = heard.slice(i + 1).every(({ is }) => is === 'other');
  return piece.act === 'no' && isLast && heard[i - 1]?.is === 'word' && isChinese(heard[i - 1]);
}

const turned = (last: Mention): Mention => ({
  ...last,
  act: last.act === 'no' ? 'more' : 'no',
  confidence: SURE.doubled,
});

function mention({ word, start, end }: WordPiece, act: Doing | null, doubled = false): Mention {
  const bare = word.kind === 'scale' ? SURE.bare : SURE.fact;
  const said = doubled ? SURE.doubled : act === 'too' ? SURE.complaint : SURE.said;
  return { word, act, span: [start, end], confidence: act === null ? bare : act === 'allergy' ? SURE.allergy : said };
}

/** 对花生和虾过敏, allergic to nuts. A no before it says that there is none; after the words it only says it twice. */
function readAllergy(heard: readonly Piece[]): Mention[] {
  const at = heard.findIndex(({ is }) => is === 'allergy');
  const before = heard.slice(0, at);
  const words = heard.filter((piece): piece is WordPiece => piece.is === 'word');
  const isDenied = before.some((piece, i) => piece.is === 'act' && piece.act === 'no' && denies(heard, i, at));
  return isDenied ? [] : words.map((piece) => mention(piece, 'allergy'));
}

// 不过敏, 没有花生过敏, no nut allergies; but 不要花生过敏 and "no nuts allergic" warn.
function denies(heard: readonly Piece[], i: number, at: number): boolean {
  const hasWord = heard.slice(i + 1, at).some(({ is }) => is === 'word');
  if (!hasWord) return true;
  const [no, allergy] = [heard[i]?.term ?? '', heard[at]?.term ?? ''];
  return DENIALS.has(no) || (no === 'no' && NOUNS.has(allergy));
}

const DENIALS: ReadonlySet<string> = new Set(['没有', '没', '不', 'not']);
const NOUNS: ReadonlySet<string> = new Set(['allergy', 'allergies', 'intolerance']);
