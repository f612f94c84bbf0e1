import { TOUCHPOINT_KINDS } from '@shuke/contract';
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LeafProps } from './behaviour-fields.tsx';
import { Many, One, RuleField } from './fields.tsx';
import type { LeafOf } from './rule.ts';
import { useNames } from './use-names.ts';
import { WhenField } from './when-field.tsx';
import { WhereFields } from './where-fields.tsx';

const HAPPENINGS = ['scan', 'join', 'member', 'order', 'payment', 'reaction'] as const;
const FIRST_METRES = 1_000;

/** Where somebody is at home: in one of the stores, or around one. */
export function PlaceFields({ leaf, onChange }: LeafProps<LeafOf<'place'>>) {
  const { t } = useTranslation();
  const { stores } = useNames();
  const { near } = leaf;
  return (
    <>
      <One
        label={t('rules.homeStore')}
        options={(['usual', 'last'] as const).map((value) => ({ value, label: t(`rules.which.${value}`) }))}
        value={leaf.which}
        onChange={(which) => onChange({ ...leaf, which })}
      />
      <WhereFields value={leaf} onChange={(part) => onChange({ ...leaf, ...part })} />
      <One
        label={t('rules.near')}
        options={[{ value: '', label: t('rules.nowhere') }, ...stores]}
        value={near?.storeId ?? ''}
        onChange={(storeId) =>
          onChange({ ...leaf, near: storeId ? { storeId, metres: near?.metres ?? FIRST_METRES } : undefined })
        }
      />
      {near ? (
        <Metres metres={near.metres} onChange={(metres) => onChange({ ...leaf, near: { ...near, metres } })} />
      ) : null}
    </>
  );
}

function Metres({ metres, onChange }: { metres: number; onChange: (metres: number) => void }) {
  const { t } = useTranslation();
  return (
    <RuleField label={t('rules.within')}>
      <InputNumber<number>
        aria-label={t('rules.within')}
        min={1}
        max={100_000}
        precision={0}
        suffix="m"
        value={metres}
        onChange={(value) => onChange(value ?? FIRST_METRES)}
      />
    </RuleField>
  );
}

export function TouchpointFields({ leaf, onChange }: LeafProps<LeafOf<'touchpoint'>>) {
  const { t } = useTranslation();
  const { touchpoints } = useNames();
  const set = (part: Partial<LeafOf<'touchpoint'>>) => onChange({ ...leaf, ...part });
  return (
    <>
      <WhenField label={t('rules.whenTitle')} value={leaf.when} onChange={(when) => set({ when })} />
      <Many
        label={t('rules.touchpoints')}
        none={t('rules.anyTouchpoint')}
        options={touchpoints}
        value={leaf.touchpointIds}
        onChange={(touchpointIds) => set({ touchpointIds })}
      />
      <Many
        label={t('rules.touchpointKinds')}
        none={t('rules.anyTouchpoint')}
        options={TOUCHPOINT_KINDS.map((value) => ({ value, label: t(`touchpoints.kind.${value}`) }))}
        value={leaf.kinds}
        onChange={(kinds) => set({ kinds })}
      />
      <Many
        label={t('rules.happenings')}
        none={t('rules.anyHappening')}
        options={HAPPENINGS.map((value) => ({ value, label: t(`rules.happening.${value}`) }))}
        value={leaf.events}
        onChange={(events) => set({ events })}
      />
    </>
  );
}
