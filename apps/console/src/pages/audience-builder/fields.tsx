import { InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../parts/money-input.tsx';
import { endsOf, listed, type Ends } from './rule.ts';

/** One thing that a condition asks for, with its name above it. */
export function RuleField({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? 'rule-field rule-field-wide' : 'rule-field'}>
      <div className="muted small" aria-hidden="true">
        {label}
      </div>
      {children}
    </div>
  );
}

interface ManyProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: readonly T[] | undefined;
  /** What choosing none means. */
  none?: string;
  /** Others than those of the list can be typed. */
  open?: boolean;
  onSearch?: (text: string) => void;
  onChange: (value: T[] | undefined) => void;
}

/** Any of a list. */
export function Many<T extends string>({ label, options, value = [], none, open, onSearch, onChange }: ManyProps<T>) {
  return (
    <RuleField label={label} wide>
      <Select<T[]>
        mode={open ? 'tags' : 'multiple'}
        aria-label={label}
        placeholder={none}
        optionFilterProp="label"
        options={[...options]}
        value={[...value]}
        onSearch={onSearch}
        onChange={(chosen) => onChange(listed(chosen))}
      />
    </RuleField>
  );
}

interface OneProps<T extends string> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T | undefined;
  onChange: (value: T) => void;
}

/** One of a list. */
export function One<T extends string>({ label, options, value, onChange }: OneProps<T>) {
  return (
    <RuleField label={label}>
      <Select<T>
        aria-label={label}
        showSearch
        optionFilterProp="label"
        options={[...options]}
        value={value}
        onChange={onChange}
      />
    </RuleField>
  );
}

interface RangeProps<T> {
  label: string;
  value: Ends<T> | undefined;
  onChange: (value: { least?: T; most?: T } | undefined) => void;
}

/** A whole number between two ends, either of which can be open. */
export function CountRange({ label, value = {}, onChange, max = 1_000_000 }: RangeProps<number> & { max?: number }) {
  const { t } = useTranslation();
  const end = (which: 'least' | 'most') => (
    <InputNumber<number>
      aria-label={`${label}: ${t(`rules.${which}`)}`}
      placeholder={t(`rules.${which}`)}
      min={0}
      max={max}
      precision={0}
      value={value[which] ?? null}
      onChange={(number) => onChange(endsOf({ ...value, [which]: number ?? undefined }))}
    />
  );
  return (
    <RuleField label={label}>
      <div className="rule-ends">
        {end('least')}
        {end('most')}
      </div>
    </RuleField>
  );
}

/** The same for an amount of money. */
export function MoneyRange({ label, value = {}, onChange }: RangeProps<string>) {
  const { t } = useTranslation();
  const end = (which: 'least' | 'most') => (
    <MoneyInput
      aria-label={`${label}: ${t(`rules.${which}`)}`}
      placeholder={t(`rules.${which}`)}
      value={value[which] ?? null}
      onChange={(amount) => onChange(endsOf({ ...value, [which]: amount ?? undefined }))}
    />
  );
  return (
    <RuleField label={label}>
      <div className="rule-ends">
        {end('least')}
        {end('most')}
      </div>
    </RuleField>
  );
}
