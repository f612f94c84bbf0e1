import type { LikelyBuyersBody } from '@shuke/contract';
import { Button, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLikelyBuyers } from '../../api/audiences.ts';
import { useProducts } from '../../api/catalog.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { RuleField } from '../audience-builder/fields.tsx';
import { LikelyPanels } from './likely-panels.tsx';

type About = 'sku' | 'category';

/** Who is most likely to buy something next, and how well that was foreseen before. */
export function LikelyBuyersPage() {
  const { t } = useTranslation();
  const find = useLikelyBuyers();
  const back = { to: '/console/audiences', label: t('nav.audiences') };
  return (
    <Page title={t('likely.title')} subtitle={t('likely.subtitle')} back={back}>
      <Panel>
        <Asked isBusy={find.isPending} onAsk={find.mutate} />
        {find.isPending ? <div className="muted">{t('likely.computing')}</div> : null}
      </Panel>
      <RefusalAlert error={find.error} />
      {find.data ? <LikelyPanels likely={find.data} /> : null}
    </Page>
  );
}

/** About which product or category, and how far ahead. */
function Asked({ isBusy, onAsk }: { isBusy: boolean; onAsk: (body: LikelyBuyersBody) => void }) {
  const { t } = useTranslation();
  const [about, setAbout] = useState<About>('sku');
  const [subject, setSubject] = useState<string>();
  const [search, setSearch] = useState('');
  const [horizonDays, setHorizonDays] = useState(28);
  const { data: products = [] } = useProducts(search);
  const categories = [...new Set(products.flatMap(({ category }) => (category === null ? [] : [category])))];
  const options =
    about === 'sku'
      ? products.map(({ sku, name }) => ({ value: sku, label: name }))
      : categories.map((value) => ({ value, label: value }));
  const choose = (next: About) => {
    setAbout(next);
    setSubject(undefined);
    setSearch('');
  };
  return (
    <div className="filters" role="search" aria-label={t('likely.title')}>
      <Segmented<About>
        aria-label={t('likely.about')}
        value={about}
        onChange={choose}
        options={(['sku', 'category'] as const).map((value) => ({ value, label: t(`likely.${value}`) }))}
      />
      <Select<string>
        aria-label={t(`likely.${about}`)}
        style={{ minWidth: 220 }}
        showSearch={{ optionFilterProp: 'label', onSearch: setSearch }}
        placeholder={t('likely.choose')}
        options={options}
        value={subject}
        onChange={setSubject}
      />
      <RuleField label={t('likely.horizon')}>
        <InputNumber<number>
          aria-label={t('likely.horizon')}
          min={7}
          max={90}
          precision={0}
          suffix={t('app.dayUnit')}
          value={horizonDays}
          onChange={(days) => setHorizonDays(days ?? 28)}
        />
      </RuleField>
      <Button
        type="primary"
        disabled={!subject}
        loading={isBusy}
        onClick={() => onAsk({ [about]: subject, horizonDays })}
      >
        {t('likely.find')}
      </Button>
    </div>
  );
}
