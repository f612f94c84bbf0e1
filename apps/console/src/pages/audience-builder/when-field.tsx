import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayRange } from '../../parts/day-input.tsx';
import { RuleField } from './fields.tsx';
import type { RuleWhen } from './rule.ts';

const FORMS = ['ever', 'last', 'between'] as const;
const FIRST_DAYS = 30;

interface WhenFieldProps {
  label: string;
  value: RuleWhen | undefined;
  onChange: (when: RuleWhen | undefined) => void;
}

/** Ever, the last days, or between two days. */
export function WhenField({ label, value, onChange }: WhenFieldProps) {
  const { t } = useTranslation();
  const form = value === undefined ? 'ever' : 'lastDays' in value ? 'last' : 'between';
  const choose = (next: (typeof FORMS)[number]) => {
    if (next === 'ever') onChange(undefined);
    else if (next === 'last') onChange({ lastDays: FIRST_DAYS });
    else onChange(lastDays(FIRST_DAYS));
  };
  return (
    <RuleField label={label}>
      <div className="rule-ends">
        <Select
          aria-label={label}
          value={form}
          onChange={choose}
          options={FORMS.map((one) => ({ value: one, label: t(`rules.when.${one}`) }))}
        />
        <Days label={label} value={value} onChange={onChange} />
      </div>
    </RuleField>
  );
}

function Days({ label, value, onChange }: WhenFieldProps) {
  const { t } = useTranslation();
  if (value === undefined) return null;
  if ('lastDays' in value) {
    const { lastDays: days, skipDays } = value;
    return (
      <>
        <InputNumber<number>
          aria-label={`${label}: ${t('app.dayUnit')}`}
          min={1}
          max={3660}
          precision={0}
          suffix={t('app.dayUnit')}
          value={days}
          onChange={(next) => onChange({ ...value, lastDays: next ?? FIRST_DAYS })}
        />
        <InputNumber<number>
          aria-label={`${label}: ${t('rules.skipDays')}`}
          placeholder={t('rules.skipDays')}
          min={0}
          max={3660}
          precision={0}
          value={skipDays ?? null}
          onChange={(skipped) => onChange({ lastDays: days, ...(skipped ? { skipDays: skipped } : {}) })}
        />
      </>
    );
  }
  const { from, to } = value as { from?: string; to?: string };
  return (
    <DayRange
      label={label}
      value={from && to ? [from, to] : null}
      onChange={([first, last]) => onChange({ from: first, to: last })}
    />
  );
}

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const lastDays = (days: number): RuleWhen => ({ from: dayBefore(days - 1), to: dayBefore(0) });
