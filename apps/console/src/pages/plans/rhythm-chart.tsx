import type { PlanDetail } from '@shuke/contract';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { categoryAxis, columnTooltip, GRID, LEGEND, wholeAxis } from '../../charts/axes.ts';
import { Chart } from '../../charts/chart.tsx';
import { useFormat } from '../../parts/format.ts';
import { SERIES } from '../../theme.ts';
import { ARMS } from './arms.ts';

const ARM_COLORS = [SERIES[0], SERIES[1], '#ddd5cc'];

/** How many customers of each rhythm get an offer, are kept for comparison, or get nothing. */
export function RhythmChart({ rhythms }: { rhythms: PlanDetail['rhythms'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const option = useMemo(() => {
    const shown = rhythms.toReversed();
    return {
      color: ARM_COLORS,
      grid: { ...GRID, top: 32 },
      legend: LEGEND,
      tooltip: columnTooltip(format.number),
      xAxis: wholeAxis(format.number),
      yAxis: categoryAxis(shown.map(({ rhythm }) => t(`plans.rhythm.${rhythm}`))),
      series: ARMS.map((arm) => ({
        type: 'bar',
        stack: 'arms',
        name: t(`plans.arms.${arm}`),
        barMaxWidth: 22,
        data: shown.map((row) => row[arm]),
      })),
    };
  }, [rhythms, t, format]);
  return <Chart option={option} height={220} label={t('plans.byRhythm')} />;
}
