import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LeafProps } from './behaviour-fields.tsx';
import { CountRange, MoneyRange, RuleField } from './fields.tsx';
import { endsOf, type Ends, type LeafOf } from './rule.ts';

const BPS = 100;

/** What a model of all customers expects of somebody's days to come. */
export function OutlookFields({ leaf, onChange }: LeafProps<LeafOf<'outlook'>>) {
  const { t } = useTranslation();
  const set = (part: Partial<LeafOf<'outlook'>>) => onChange({ ...leaf, ...part });
  const { least, most } = leaf.stillBps ?? {};
  return (
    <>
      <RuleField label={t('rules.outlookDays')}>
        <InputNumber<number>
          aria-label={t('rules.outlookDays')}
          min={1}
          max={365}
          precision={0}
          suffix={t('app.dayUnit')}
          value={leaf.withinDays}
          onChange={(days) => set({ withinDays: days ?? 30 })}
        />
      </RuleField>
      <CountRange
        label={t('rules.still')}
        max={100}
        value={endsOf({ least: percentOf(least), most: percentOf(most) })}
        onChange={(percent) => set({ stillBps: percent && bpsOf(percent) })}
      />
      <CountRange
        label={t('rules.expectedVisits')}
        max={365}
        value={leaf.visits}
        onChange={(visits) => set({ visits })}
      />
      <MoneyRange label={t('rules.expectedAmount')} value={leaf.amount} onChange={(amount) => set({ amount })} />
    </>
  );
}

const percentOf = (bps: number | undefined): number | undefined => (bps === undefined ? undefined : bps / BPS);

const bpsOf = ({ least, most }: Ends<number>) =>
  endsOf({
    least: least === undefined ? undefined : least * BPS,
    most: most === undefined ? undefined : most * BPS,
  });
