import type { InsightOverview } from '@shuke/contract';
import { Segmented, Select, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../api/insight.ts';
import { DayRange } from '../../parts/day-input.tsx';
import { COMPARISONS, PRESETS, presetPeriod } from './period.ts';

interface FilterBarProps {
  question: Question;
  /** Any answer about the period: what it says of itself. */
  overview: Pick<InsightOverview, 'period' | 'comparison' | 'freshness'> | undefined;
  isBusy: boolean;
  onChange: (change: Question) => void;
}

/** For which days and which store the page answers. */
export function FilterBar({ question, overview, isBusy, onChange }: FilterBarProps) {
  const { t } = useTranslation();
  const latest = overview?.freshness.latestBusinessDay ?? null;
  const period = overview ? ([overview.period.from, overview.period.to] as const) : null;
  const preset =
    latest && period ? PRESETS.find(({ days }) => presetPeriod(latest, days).join() === period.join()) : undefined;
  const choose = ([from, to]: readonly [string, string]) => onChange({ from, to });
  return (
    <div className="filters" role="search" aria-label={t('dashboards.filters')}>
      <Segmented<number>
        aria-label={t('dashboards.period')}
        disabled={!latest}
        value={preset?.days ?? 0}
        onChange={(days) => latest && choose(presetPeriod(latest, days))}
        options={PRESETS.map(({ name, days }) => ({ value: days, label: t(`dashboards.preset.${name}`) }))}
      />
      <DayRange label={t('dashboards.period')} value={period} onChange={choose} />
      <Comparison question={question} overview={overview} onChange={onChange} />
      <StoreSelect question={question} onChange={onChange} />
      {isBusy && overview ? <Spin size="small" /> : null}
    </div>
  );
}

/** With which days the period is compared: those before it, a year earlier, or any. */
function Comparison({ question, overview, onChange }: Omit<FilterBarProps, 'isBusy'>) {
  const { t } = useTranslation();
  const { compare = 'previous' } = question;
  const shown = overview ? ([overview.comparison.from, overview.comparison.to] as const) : null;
  const chooseDays = ([compareFrom, compareTo]: readonly [string, string]) => onChange({ compareFrom, compareTo });
  const choose = (next: (typeof COMPARISONS)[number]) => {
    const days = next === 'days' && shown ? shown : [undefined, undefined];
    onChange({ compare: next === 'previous' ? undefined : next, compareFrom: days[0], compareTo: days[1] });
  };
  return (
    <>
      <Select
        aria-label={t('dashboards.compare')}
        style={{ minWidth: 150 }}
        value={compare}
        onChange={choose}
        options={COMPARISONS.map((value) => ({ value, label: t(`dashboards.comparisons.${value}`) }))}
      />
      {compare === 'days' ? <DayRange label={t('dashboards.compare')} value={shown} onChange={chooseDays} /> : null}
    </>
  );
}

/** Which store; not shown where there is only one. */
function StoreSelect({ question, onChange }: Pick<FilterBarProps, 'question' | 'onChange'>) {
  const { t } = useTranslation();
  const { data } = useInsight('stores', { from: question.from, to: question.to });
  const stores = data?.stores ?? [];
  if (stores.length < 2 && !question.storeId) return null;
  return (
    <Select
      aria-label={t('dashboards.store')}
      style={{ minWidth: 180 }}
      allowClear
      showSearch
      optionFilterProp="label"
      placeholder={t('dashboards.allStores')}
      value={question.storeId}
      onChange={(storeId) => onChange({ storeId })}
      options={stores.map(({ storeId, name, code }) => ({ value: storeId, label: name ?? code ?? storeId }))}
    />
  );
}
