import { termAt, type Dictionary, type Meaning } from './dictionary.ts';

/** A piece of a note, with its place. A gap is a blank beside Chinese, which often stands for a comma. */
export type Piece = (Meaning | { readonly is: 'other' | 'stop' | 'comma' | 'gap' | 'but' }) & {
  readonly start: number;
  readonly end: number;
  /** As it is written in the dictionary; empty for what is in none. */
  readonly term: string;
};

const STOP = /[.。;；!！?？\n\r()（）[\]【】/|~～…]/;
const COMMA = /[,，]/;
const BUT = /^(?:但是|不过|但|but\b|instead\b|otherwise\b)/;
const CHINESE = /[\u4e00-\u9fff]/;

/** Cuts a folded text into pieces. */
export function scan(dictionary: Dictionary, text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length;) {
    const piece = pieceAt(dictionary, text, at);
    if (piece) pieces.push(piece);
    at = piece?.end ?? at + 1;
  }
  return pieces;
}

function pieceAt(dictionary: Dictionary, text: string, at: number): Piece | null {
  const one = (is: 'stop' | 'comma' | 'gap'): Piece => ({ is, start: at, end: at + 1, term: '' });
  const character = text[at] ?? '';
  if (/\s/.test(character) && character !== '\n' && character !== '\r') return isGap(text, at) ? one('gap') : null;
  const but = BUT.exec(text.slice(at, at + 10));
  if (but) return { is: 'but', start: at, end: at + but[0].length, term: '' };
  // 忌口：香菜 says what 忌口香菜 says.
  if (character === ':') return null;
  const found = termAt(dictionary, text, at);
  if (found) return { ...found.meaning, start: at, end: found.end, term: found.term };
  if (STOP.test(character)) return one('stop');
  if (COMMA.test(character)) return one('comma');
  const length = /^[a-z0-9']+/.exec(text.slice(at))?.[0].length ?? 1;
  return { is: 'other', start: at, end: at + length, term: '' };
}

const isGap = (text: string, at: number): boolean =>
  CHINESE.test(text[at - 1] ?? '') || CHINESE.test(text[at + 1] ?? '');
