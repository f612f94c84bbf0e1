import type { PlanChoice, PlanDetail } from '@shuke/contract';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChoices, type ChoiceFilter } from '../../api/plans.ts';
import { Answer } from '../../parts/answer.tsx';
import { LoadMore } from '../../parts/load-more.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ARMS } from './arms.ts';
import { ChoiceTable } from './choice-table.tsx';

type Arm = PlanChoice['arm'];

/** Each customer's choice with its reason, narrowed down by group and rhythm. */
export function ChoicesPanel({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ChoiceFilter>({});
  const choices = useChoices(plan, filter);
  const filters = (
    <div className="filters">
      <Segmented<Arm | 'all'>
        aria-label={t('plans.arm')}
        value={filter.arm ?? 'all'}
        onChange={(arm) => setFilter({ ...filter, arm: arm === 'all' ? undefined : arm })}
        options={[
          { value: 'all', label: t('plans.all') },
          ...ARMS.map((arm) => ({ value: arm, label: t(`plans.arms.${arm}`) })),
        ]}
      />
      <Select
        aria-label={t('plans.rhythmTitle')}
        allowClear
        placeholder={t('plans.allRhythms')}
        style={{ minWidth: 140 }}
        value={filter.rhythm}
        onChange={(rhythm) => setFilter({ ...filter, rhythm })}
        options={plan.rhythms.map(({ rhythm }) => ({ value: rhythm, label: t(`plans.rhythm.${rhythm}`) }))}
      />
    </div>
  );
  return (
    <Panel title={t('plans.choices')} info={t('plans.choicesInfo')} extra={filters}>
      <Answer query={choices}>
        {(items) => (
          <>
            <ChoiceTable choices={items} />
            <LoadMore pages={choices} />
          </>
        )}
      </Answer>
    </Panel>
  );
}
