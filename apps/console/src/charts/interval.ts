import { COLORS, SERIES } from '../theme.ts';
import { categoryAxis, GRID, valueAxis } from './axes.ts';

export interface IntervalRow {
  name: string;
  low: number;
  middle: number;
  high: number;
}

/** Intervals as bars with their estimate as a dot, against a line at zero. `write` names a value in words. */
export function intervalOption(rows: readonly IntervalRow[], write: (value: number) => string) {
  const shown = rows.toReversed();
  const reach = Math.max(...shown.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)])) * 1.15;
  const bar = ({ low, high }: IntervalRow, i: number) => ({
    type: 'line',
    silent: true,
    symbol: 'rect',
    symbolSize: [3, 16],
    lineStyle: { width: 8, color: colorOf(shown[i]!), opacity: 0.35, cap: 'round' },
    itemStyle: { color: colorOf(shown[i]!) },
    data: [
      [low, i],
      [high, i],
    ],
  });
  const dots = {
    type: 'scatter',
    silent: true,
    symbolSize: 14,
    z: 4,
    data: shown.map((row, i) => ({ value: [row.middle, i], itemStyle: { color: colorOf(row) } })),
    label: {
      show: true,
      position: 'top',
      distance: 8,
      color: COLORS.ink,
      fontWeight: 600,
      backgroundColor: COLORS.card,
      padding: [1, 4],
      formatter: dotLabel(write),
    },
    markLine: zeroLine,
  };
  return {
    grid: { ...GRID, top: 20, right: 24 },
    xAxis: {
      ...valueAxis(write),
      min: -reach,
      max: reach,
      axisLabel: { color: COLORS.muted, formatter: write, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
    },
    yAxis: categoryAxis(shown.map(({ name }) => name)),
    series: [...shown.map(bar), dots],
  };
}

/** Green or red are not needed to read it: the side of the zero line says the same. */
const colorOf = ({ low, high }: IntervalRow): string => (low > 0 ? COLORS.leaf : high < 0 ? COLORS.sign : SERIES[1]);

const dotLabel =
  (write: (value: number) => string) =>
  ({ value }: { value: [number, number] }) =>
    write(value[0]);

const zeroLine = {
  z: 1,
  silent: true,
  symbol: 'none',
  lineStyle: { color: COLORS.ink, width: 1.5, type: 'solid' },
  label: { show: false },
  data: [{ xAxis: 0 }],
};
