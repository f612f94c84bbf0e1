import type { Piece } from './scan.ts';

/** What is said in one breath, and whether a comma or a blank joins it to what was said before. */
export interface Clause {
  readonly pieces: readonly Piece[];
  readonly follows: boolean;
}

/** Cuts pieces into clauses at stops, commas and buts, and at a blank once something has been said of something. */
export function clausesOf(pieces: readonly Piece[]): Clause[] {
  const clauses: Clause[] = [];
  let current: Piece[] = [];
  let follows = false;
  const close = (next: boolean): void => {
    if (current.length > 0) clauses.push({ pieces: current, follows });
    if (current.length > 0 || !next) follows = next;
    current = [];
  };
  for (const piece of pieces) {
    if (piece.is === 'stop' || piece.is === 'but') close(false);
    else if (piece.is === 'comma') close(true);
    else if (piece.is === 'gap') {
      if (isSaid(current)) close(true);
    } else current.push(piece);
  }
  close(false);
  return clauses;
}

const isSaid = (pieces: readonly Piece[]): boolean =>
  pieces.some(({ is }) => is === 'word') &&
  (pieces.some(({ is }) => is === 'act') || pieces.some((piece) => piece.is === 'word' && isFact(piece.word.kind)));

/** Whether naming it says it. */
export const isFact = (kind: string): boolean => kind !== 'ingredient' && kind !== 'scale';
