import { categoryAxis, escapeHtml, GRID, wholeAxis } from '../../../charts/axes.ts';
import { COLORS } from '../../../theme.ts';

/** A step from one sum to the next. */
export interface WaterfallStep {
  readonly name: string;
  readonly amount: number;
  /** A sum stands on the ground; a part hangs where the one before it ended. */
  readonly isSum: boolean;
}

interface Words {
  readonly axis: (value: number) => string;
  readonly amount: (value: number) => string;
}

interface Point {
  readonly dataIndex: number;
}

interface Span {
  readonly low: number;
  readonly height: number;
}

// Parts that are small beside the sums would be lines: then the axis begins below the lowest of them, as its labels say.
function groundOf(spans: readonly Span[]): number {
  const parts = spans.slice(1, -1);
  const low = Math.min(...parts.map((span) => span.low));
  const high = Math.max(...parts.map((span) => span.low + span.height));
  const ground = low - (high - low);
  return high > low && ground > 0 ? Math.floor(ground) : Math.min(0, low);
}

/** Draws how a sum becomes another, part by part. */
export function waterfallOption(steps: readonly WaterfallStep[], words: Words) {
  let level = 0;
  const spans = steps.map(({ amount, isSum }): Span => {
    const from = isSum ? 0 : level;
    level = isSum ? amount : level + amount;
    return { low: Math.min(from, level), height: Math.abs(level - from) };
  });
  const colorOf = ({ amount, isSum }: WaterfallStep) => {
    if (isSum) return COLORS.water;
    return amount < 0 ? COLORS.sign : COLORS.leaf;
  };
  const names = categoryAxis(steps.map(({ name }) => name));
  const bar = { type: 'bar', stack: 'level', stackStrategy: 'all', barMaxWidth: 56 };
  return {
    grid: GRID,
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'shadow' },
      formatter: (points: unknown) => {
        const step = steps[(points as Point[])[0]?.dataIndex ?? 0]!;
        return `${escapeHtml(step.name)} <b>${escapeHtml(words.amount(step.amount))}</b>`;
      },
    },
    xAxis: {
      ...names,
      axisLabel: { ...names.axisLabel, interval: 0, hideOverlap: false, width: 80, overflow: 'break' },
    },
    yAxis: { ...wholeAxis(words.axis), min: groundOf(spans) },
    series: [
      { ...bar, itemStyle: { color: 'transparent' }, silent: true, data: spans.map(({ low }) => low) },
      {
        ...bar,
        data: spans.map(({ height }, i) => ({
          value: height,
          itemStyle: { color: colorOf(steps[i]!), borderRadius: 3 },
        })),
      },
    ],
  };
}
