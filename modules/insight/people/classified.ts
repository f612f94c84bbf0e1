import type { DayNumber } from '../asking/day.ts';
import { addGap, gapsLike, medianGap, noGaps, type Gaps } from './gaps.ts';
import type { Histories } from './histories.ts';
import { judgeActivity } from './judge-activity.ts';
import { keptOf } from './kept.ts';
import type { People } from './people.ts';
import { placeOfId } from '@shuke/kernel';
import { spendsIn } from './spends.ts';
import {
  bytesOfColumns,
  columnsFor,
  stand,
  VALUE_WINDOW_DAYS,
  widened,
  type Classified,
  type StandingColumns,
} from './standings.ts';
import { judgeValue } from './value-classes.ts';

/** How those who were read once stand, which stays, and behind them those who are told anew, who are written over each time. */
interface Board {
  readonly mostRows: number;
  readonly gaps: Gaps;
  columns: StandingColumns;
  /** By which gap the activity of most was judged. */
  judgedBy: number | null | undefined;
  last: { readonly people: People; readonly classified: Classified } | null;
}

// For so many who are told anew there is room before the columns have to be made wider.
const ROOM = 64;

export function classifiedOf(people: People, asOf: DayNumber): Classified {
  const all = people.parts[0]!.histories;
  const board = keptOf(all, `board ${asOf}`, () => {
    const value = boardOf(all, asOf);
    return { value, bytes: bytesOfColumns(value.columns) };
  });
  if (board.last?.people !== people) board.last = { people, classified: classify(board, people, asOf) };
  return board.last.classified;
}

function boardOf(all: Histories, asOf: DayNumber): Board {
  const columns = columnsFor(all.persons + ROOM);
  const mostRows = stand(all, { asOf, from: 0 }, columns);
  const gaps = noGaps();
  for (let row = 0; row < mostRows; row += 1) addGap(gaps, columns.gapHalves[row]!, 1);
  return { mostRows, gaps, columns, judgedBy: undefined, last: null };
}

function classify(board: Board, people: People, asOf: DayNumber): Classified {
  const { mostRows } = board;
  const [all, anew] = people.parts.map(({ histories }) => histories);
  const needed = mostRows + (anew?.persons ?? 0);
  if (needed > board.columns.out.length) board.columns = widened(board.columns, needed + (needed - mostRows));
  const { columns } = board;
  const gaps = gapsLike(board.gaps);
  const gone = takeOut(all!, people.gone, { columns, mostRows, gaps });
  const rows = anew ? stand(anew, { asOf, from: mostRows }, columns) : mostRows;
  for (let row = mostRows; row < rows; row += 1) addGap(gaps, columns.gapHalves[row]!, 1);
  const merchantGapDays = medianGap(gaps);
  const from = board.judgedBy === merchantGapDays ? mostRows : 0;
  judgeActivity(columns, { from, until: rows }, { asOf, merchantGapDays });
  board.judgedBy = merchantGapDays;
  const histories = anew ? [all!, anew] : [all!];
  const classified = { ...columns, asOf, rows, count: rows - gone, mostRows, histories, merchantGapDays };
  const [spends] = spendsIn(people, [{ from: asOf - VALUE_WINDOW_DAYS + 1, to: asOf }]);
  judgeValue(classified, spends!);
  return classified;
}

interface Most {
  readonly columns: StandingColumns;
  readonly mostRows: number;
  readonly gaps: Gaps;
}

/** Takes out of those who were read once whoever is told anew, and answers how many stood there. */
function takeOut(all: Histories, gone: Histories, { columns, mostRows, gaps }: Most): number {
  const { person, out, gapHalves } = columns;
  out.fill(0, 0, mostRows);
  let count = 0;
  for (let at = 0; at < gone.persons; at += 1) {
    const row = rowOf(person, mostRows, placeOfId(all.ids, gone.ids, at));
    if (row < 0) continue;
    out[row] = 1;
    addGap(gaps, gapHalves[row]!, -1);
    count += 1;
  }
  return count;
}

/** The row of a person among the first, which ascend; -1 where the person had not come by the day. */
function rowOf(persons: Int32Array, rows: number, person: number): number {
  let [low, high] = [0, rows - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (persons[middle] === person) return middle;
    if (persons[middle]! < person) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
