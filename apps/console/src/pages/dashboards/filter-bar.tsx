import type { InsightOverview } from '@shuke/contract';
import { Segmented, Select, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { useInsight, type Question } from '../../api/insight.ts';
import { DayRange } from '../../parts/day-input.tsx';
import { PRESETS, presetPeriod } from './period.ts';

interface FilterBarProps {
  question: Question;
  overview: InsightOverview | undefined;
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
      <StoreSelect question={question} onChange={onChange} />
      {isBusy && overview ? <Spin size="small" /> : null}
    </div>
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
