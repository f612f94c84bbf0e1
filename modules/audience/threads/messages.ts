import type { Questions } from '../rule/question.ts';
import type { QuickAnswer, Wanted } from '../postings/answer.ts';
import type { Names, Share, TableName } from '../postings/tables.ts';

/** Columns in memory that threads share, so that a piece of a table is copied once however many of them take it. */
export interface Piece {
  readonly table: TableName;
  readonly rows: number;
  /** Null: the table is at its end. */
  readonly columns: Readonly<Record<string, SharedColumn>> | null;
}
export type SharedColumn = Uint32Array | Int32Array | Float64Array;

/** What a thread is asked to do with one of its indexes. Each piece of work has one answer. */
export type Work =
  | { readonly is: 'build'; readonly index: number; readonly names: Names; readonly share: Share }
  | { readonly is: 'take'; readonly index: number; readonly piece: Piece }
  | { readonly is: 'count'; readonly index: number; readonly questions: Questions; readonly wanted: Wanted }
  | { readonly is: 'drop'; readonly index: number };

/** What an index came to. */
export interface Built {
  readonly people: number;
  readonly lines: number;
  /** What it has in columns, which is nearly all of it. */
  readonly bytes: number;
}

export interface Answers {
  readonly build: Built;
  readonly take: null;
  readonly count: QuickAnswer;
  readonly drop: null;
}

export interface Asked {
  readonly no: number;
  readonly work: Work;
}

export type Answered = { readonly no: number } & (
  { readonly answer: Answers[keyof Answers] } | { readonly problem: string }
);
