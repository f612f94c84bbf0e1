import highsModule from 'highs';
import type { Problem } from '@shuke/models/allocation';

// The package ships an ES module whose types say that it is CommonJS.
const loadHighs = highsModule as unknown as typeof highsModule.default;

/** The most margin that any allocation within the limits brings, proven to a millionth by the MILP solver HiGHS. For small problems. */
export async function optimumOf(problem: Problem): Promise<number> {
  const highs = await loadHighs();
  const solved = highs.solve(asText(problem), { mip_rel_gap: 1e-6, output_flag: false });
  if (solved.Status !== 'Optimal') throw new Error(`The solver found no optimum: ${solved.Status}`);
  return solved.ObjectiveValue;
}

interface Cell {
  readonly customer: number;
  readonly offer: number;
  readonly name: string;
  readonly margin: number;
  readonly cost: number;
}

/** The problem in CPLEX's LP format. */
function asText(problem: Problem): string {
  const { customers, offers, budget, caps, groups } = problem;
  const cells = cellsOf(problem);
  const where = (isIn: (cell: Cell) => boolean): Cell[] => cells.filter(isIn);
  const rows = [`${sumOf(cells, ({ cost }) => cost)} <= ${budget}`];
  for (let i = 0; i < customers; i += 1) rows.push(`${sumOf(where(({ customer }) => customer === i))} <= 1`);
  for (let j = 0; j < offers; j += 1) {
    const cap = caps?.[j] ?? Number.POSITIVE_INFINITY;
    if (Number.isFinite(cap)) rows.push(`${sumOf(where(({ offer }) => offer === j))} <= ${cap}`);
  }
  for (const [g, floor] of Array.from(groups?.floors ?? []).entries()) {
    rows.push(`${sumOf(where(({ customer }) => groups!.of[customer] === g))} >= ${floor}`);
  }
  const limits = rows.filter((row) => !row.startsWith(' ')).map((row, i) => ` c${i}: ${row}`);
  const names = cells.map(({ name }) => name).join('\n ');
  return `Maximize\n obj: ${sumOf(cells, ({ margin }) => margin)}\nSubject To\n${limits.join('\n')}\nBinary\n ${names}\nEnd\n`;
}

function cellsOf({ customers, offers, margin, cost }: Problem): Cell[] {
  const all = Array.from({ length: customers * offers }, (_, at) => {
    const [customer, offer] = [Math.floor(at / offers), at % offers];
    return { customer, offer, name: `x${customer}_${offer}`, margin: margin[at]!, cost: cost[at]! };
  });
  return all.filter((cell) => !Number.isNaN(cell.margin));
}

const sumOf = (cells: readonly Cell[], weight: (cell: Cell) => number = () => 1): string =>
  cells.map((cell) => `${weight(cell) < 0 ? '-' : '+'} ${Math.abs(weight(cell))} ${cell.name}`).join('\n ');
