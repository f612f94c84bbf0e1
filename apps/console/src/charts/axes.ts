import { COLORS } from '../theme.ts';

/** How every chart of the console draws its axes, its grid and its tooltip. */
export const GRID = {
  left: 4,
  right: 12,
  top: 12,
  bottom: 4,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
} as const;

const label = { color: COLORS.muted, fontSize: 12, hideOverlap: true };
const line = { lineStyle: { color: COLORS.line } };

export const categoryAxis = (data: readonly string[], interval?: number | 'auto') => ({
  type: 'category' as const,
  data,
  axisTick: { show: false },
  axisLine: line,
  axisLabel: { ...label, ...(interval === undefined ? {} : { interval }) },
});

export const valueAxis = (formatter: (value: number) => string) => ({
  type: 'value' as const,
  splitNumber: 4,
  axisLabel: { ...label, formatter },
  splitLine: line,
});

/** The same for what has no fractions, such as counts and round amounts: without it a quiet day is told in tenths of an order. */
export const wholeAxis = (formatter: (value: number) => string) => ({ ...valueAxis(formatter), minInterval: 1 });

export const LEGEND = {
  top: 0,
  right: 0,
  icon: 'roundRect',
  itemWidth: 10,
  itemHeight: 10,
  textStyle: { color: COLORS.muted },
} as const;

/** A tooltip of a column of the chart: its name and, for each series, what `write` makes of the value. */
export const columnTooltip = (write: (value: number, series: number) => string) => ({
  trigger: 'axis' as const,
  confine: true,
  axisPointer: { type: 'shadow' as const, shadowStyle: { color: 'rgba(43, 35, 32, 0.05)' } },
  formatter: (points: unknown) => tooltipHtml(points as TooltipPoint[], write),
});

interface TooltipPoint {
  axisValueLabel: string;
  seriesName: string;
  seriesIndex: number;
  value: number | null;
  marker: string;
}

// Names of stores and products are somebody else's words: as HTML they would be read as code.
function tooltipHtml(points: readonly TooltipPoint[], write: (value: number, series: number) => string): string {
  const rows = points
    .filter(({ value }) => value !== null && value !== undefined)
    .map(
      (p) => `<div>${p.marker}${escapeHtml(p.seriesName)} <b>${escapeHtml(write(p.value!, p.seriesIndex))}</b></div>`,
    );
  return [`<div>${escapeHtml(points[0]?.axisValueLabel ?? '')}</div>`, ...rows].join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
