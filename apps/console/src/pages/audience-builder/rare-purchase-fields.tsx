import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Many, One } from './fields.tsx';
import type { Purchase } from './rule.ts';
import { useSourceOptions } from './use-source-options.ts';

interface RarePurchaseFieldsProps {
  value: Purchase;
  named: (name: string) => string;
  onChange: (part: Purchase) => void;
}

const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${hour}:00` }));
const RARE = ['productBrands', 'sources', 'weekdays', 'hours', 'kept'] as const;

/** What is seldom asked of a purchase. Shown once it is wanted, and wherever a rule already asks it. */
export function RarePurchaseFields(props: RarePurchaseFieldsProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(RARE.some((field) => props.value[field] !== undefined));
  if (isOpen) return <Fields {...props} />;
  return (
    <div>
      <Button type="link" onClick={() => setOpen(true)} aria-label={props.named(t('rules.more'))}>
        {t('rules.more')}
      </Button>
    </div>
  );
}

function Fields({ value, named, onChange }: RarePurchaseFieldsProps) {
  const { t } = useTranslation();
  const sources = useSourceOptions();
  return (
    <>
      <Many
        label={named(t('rules.productBrands'))}
        none={t('rules.typeProductBrands')}
        open
        options={[]}
        value={value.productBrands}
        onChange={(productBrands) => onChange({ productBrands })}
      />
      <Many
        label={named(t('rules.soldBy'))}
        none={t('rules.anySource')}
        open
        options={sources}
        value={value.sources}
        onChange={(chosen) => onChange({ sources: chosen })}
      />
      <Many
        label={named(t('rules.weekdays'))}
        none={t('rules.anyDay')}
        options={WEEKDAYS.map((day) => ({ value: day as string, label: t(`rules.weekday.${day}`) }))}
        value={value.weekdays?.map(String)}
        onChange={(days) => onChange({ weekdays: days?.map(Number) })}
      />
      <Many
        label={named(t('rules.hours'))}
        none={t('rules.anyHour')}
        options={HOURS}
        value={value.hours?.map(String)}
        onChange={(hours) => onChange({ hours: hours?.map(Number) })}
      />
      <One
        label={named(t('rules.returned'))}
        options={(['all', 'kept'] as const).map((one) => ({ value: one, label: t(`rules.keeps.${one}`) }))}
        value={value.kept ? 'kept' : 'all'}
        onChange={(one) => onChange({ kept: one === 'kept' ? true : undefined })}
      />
    </>
  );
}
