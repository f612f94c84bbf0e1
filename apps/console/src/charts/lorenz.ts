import { COLORS, SERIES } from '../theme.ts';
import { GRID, valueAxis } from './axes.ts';

interface LorenzWords {
  percent: (bps: number) => string;
  customers: string;
  spend: string;
}

/** The Lorenz curve: from the least to the most spending customers, which part of all spend is theirs. */
export function lorenzOption(points: readonly { customersBps: number; spendBps: number }[], words: LorenzWords) {
  const axis = { ...valueAxis(words.percent), min: 0, max: 10_000, interval: 2_000 };
  const name = { nameLocation: 'middle', nameTextStyle: { color: COLORS.muted } };
  return {
    grid: { ...GRID, outerBoundsContain: 'all', right: 16 },
    xAxis: { ...axis, ...name, name: words.customers, nameGap: 26 },
    yAxis: { ...axis, ...name, name: words.spend, nameGap: 42 },
    series: [
      {
        type: 'line',
        symbol: 'none',
        color: SERIES[0],
        lineStyle: { width: 2.5 },
        areaStyle: { opacity: 0.1 },
        data: points.map(({ customersBps, spendBps }) => [customersBps, spendBps]),
        markLine: bestFifth,
      },
      {
        // Where all spend alike.
        type: 'line',
        symbol: 'none',
        silent: true,
        lineStyle: { width: 1, type: 'dashed', color: COLORS.faint },
        data: [
          [0, 0],
          [10_000, 10_000],
        ],
      },
    ],
  };
}

const bestFifth = {
  silent: true,
  symbol: 'none',
  lineStyle: { color: SERIES[1], type: 'dotted', width: 1.5 },
  label: { show: false },
  data: [{ xAxis: 8_000 }],
};
