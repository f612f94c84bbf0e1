import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayInput, DayRange } from '../../parts/day-input.tsx';
import { RuleField } from './fields.tsx';
import type { RuleWhen } from './rule.ts';

const FORMS = ['ever', 'last', 'between', 'since', 'until'] as const;
type Form = (typeof FORMS)[number];
const FIRST_DAYS = 30;

interface WhenFieldProps {
  label: string;
  value: RuleWhen | undefined;
  onChange: (when: RuleWhen | undefined) => void;
}

/** Ever, the last days, between two days, or from one on or up to one. */
export function WhenField({ label, value, onChange }: WhenFieldProps) {
  const { t } = useTranslation();
  return (
    <RuleField label={label}>
      <div className="rule-ends">
        <Select
          aria-label={label}
          value={formOf(value)}
          onChange={(form) => onChange(FIRST[form]())}
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
  const { from, to } = value;
  if (to === undefined) {
    return <DayInput label={label} value={from ?? null} onChange={(day) => onChange({ from: day ?? firstDay() })} />;
  }
  if (from === undefined) {
    return <DayInput label={label} value={to} onChange={(day) => onChange({ to: day ?? dayBefore(0) })} />;
  }
  return (
    <DayRange label={label} value={[from, to]} onChange={([first, last]) => onChange({ from: first, to: last })} />
  );
}

const DAY_MS = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const firstDay = (): string => dayBefore(FIRST_DAYS - 1);

/** What each form begins with. */
const FIRST: Record<Form, () => RuleWhen | undefined> = {
  ever: () => undefined,
  last: () => ({ lastDays: FIRST_DAYS }),
  between: () => ({ from: firstDay(), to: dayBefore(0) }),
  since: () => ({ from: firstDay() }),
  until: () => ({ to: dayBefore(0) }),
};

function formOf(when: RuleWhen | undefined): Form {
  if (when === undefined) return 'ever';
  if ('lastDays' in when) return 'last';
  if (when.to === undefined) return 'since';
  return when.from === undefined ? 'until' : 'between';
}
