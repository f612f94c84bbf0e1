import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { CountRange, MoneyRange, RuleField } from './fields.tsx';
import { PurchaseFields } from './purchase-fields.tsx';
import type { LeafOf } from './rule.ts';
import { WhenField } from './when-field.tsx';

export interface LeafProps<Leaf> {
  leaf: Leaf;
  onChange: (leaf: Leaf) => void;
}

export function BoughtFields({ leaf, onChange }: LeafProps<LeafOf<'bought'>>) {
  const { t } = useTranslation();
  const set = (part: Partial<LeafOf<'bought'>>) => onChange({ ...leaf, ...part });
  return (
    <>
      <WhenField label={t('rules.whenTitle')} value={leaf.when} onChange={(when) => set({ when })} />
      <CountRange label={t('rules.orders')} value={leaf.orders} onChange={(orders) => set({ orders })} />
      <CountRange label={t('rules.visitDays')} value={leaf.days} onChange={(days) => set({ days })} />
      <CountRange label={t('rules.units')} value={leaf.units} onChange={(units) => set({ units })} />
      <MoneyRange label={t('rules.amount')} value={leaf.amount} onChange={(amount) => set({ amount })} />
      <PurchaseFields value={leaf} onChange={set} />
    </>
  );
}

/** The first or the last time, so many days ago. */
export function OnceFields({ leaf, onChange }: LeafProps<LeafOf<'first_bought'> | LeafOf<'last_bought'>>) {
  const { t } = useTranslation();
  return (
    <>
      <CountRange
        label={t('rules.daysAgo')}
        max={3660}
        value={leaf.daysAgo}
        onChange={(daysAgo) => onChange({ ...leaf, daysAgo: daysAgo ?? {} })}
      />
      <PurchaseFields value={leaf} onChange={(part) => onChange({ ...leaf, ...part })} />
    </>
  );
}

export function SequenceFields({ leaf, onChange }: LeafProps<LeafOf<'sequence'>>) {
  const { t } = useTranslation();
  const set = (part: Partial<LeafOf<'sequence'>>) => onChange({ ...leaf, ...part });
  return (
    <>
      <PurchaseFields
        about={t('rules.first')}
        value={leaf.first}
        onChange={(part) => set({ first: { ...leaf.first, ...part } })}
      />
      <PurchaseFields
        about={t('rules.afterwards')}
        value={leaf.next}
        onChange={(part) => set({ next: { ...leaf.next, ...part } })}
      />
      <RuleField label={t('rules.withinDays')}>
        <InputNumber<number>
          aria-label={t('rules.withinDays')}
          min={1}
          max={3660}
          precision={0}
          suffix={t('app.dayUnit')}
          value={leaf.withinDays}
          onChange={(days) => set({ withinDays: days ?? 30 })}
        />
      </RuleField>
      <WhenField label={t('rules.whenTitle')} value={leaf.when} onChange={(when) => set({ when })} />
    </>
  );
}
