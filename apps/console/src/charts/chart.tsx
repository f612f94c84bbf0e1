import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import type { EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { FONT, isStill, SERIES } from '../theme.ts';

echarts.use([
  BarChart,
  LineChart,
  ScatterChart,
  CanvasRenderer,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
]);

interface ChartProps {
  option: EChartsCoreOption;
  /** What the chart says, for people who do not see it. */
  label: string;
  height?: number;
}

/** An ECharts drawing that follows its box and its data. */
export function Chart({ option, label, height = 260 }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const chart = echarts.init(box.current!);
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(box.current!);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, []);
  useEffect(() => {
    const common: EChartsCoreOption = {
      color: [...SERIES],
      animation: !isStill,
      animationDuration: 400,
      textStyle: { fontFamily: FONT },
    };
    echarts.getInstanceByDom(box.current!)?.setOption({ ...common, ...option }, { notMerge: true });
  }, [option]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      style={{ flex: `1 0 ${height}px`, minHeight: height, maxHeight: height * 1.6, width: '100%', overflow: 'hidden' }}
    />
  );
}
