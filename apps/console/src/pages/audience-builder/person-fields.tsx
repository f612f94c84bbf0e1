import {
  ACTIVITY_CLASSES,
  CONSENT_CHANNELS,
  CONSENT_PURPOSES,
  LOYALTY_CLASSES,
  STAGES,
  TAG_DIMENSIONS,
  VALUE_CLASSES,
} from '@shuke/contract';
import { Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { LeafProps } from './behaviour-fields.tsx';
import { Many, One, RuleField } from './fields.tsx';
import type { LeafOf } from './rule.ts';
import { useNames } from './use-names.ts';
import { useSourceOptions } from './use-source-options.ts';
import { WhenField } from './when-field.tsx';

export function ProfileFields({ leaf, onChange }: LeafProps<LeafOf<'profile'>>) {
  const { t } = useTranslation();
  const sources = useSourceOptions();
  return (
    <>
      <WhenField
        label={t('rules.created')}
        value={leaf.created}
        onChange={(created) => onChange({ ...leaf, created })}
      />
      <Many
        label={t('rules.sources')}
        none={t('rules.anySource')}
        open
        options={sources}
        value={leaf.sources}
        onChange={(chosen) => onChange({ ...leaf, sources: chosen })}
      />
    </>
  );
}

export function StageFields({ leaf, onChange }: LeafProps<LeafOf<'stage'>>) {
  const { t } = useTranslation();
  return (
    <Many
      label={t('rules.stages')}
      options={STAGES.map((value) => ({ value, label: t(`rules.stage.${value}`) }))}
      value={leaf.stages}
      onChange={(stages = []) => onChange({ ...leaf, stages })}
    />
  );
}

export function TierFields({ leaf, onChange }: LeafProps<LeafOf<'tier'>>) {
  const { t } = useTranslation();
  const { tiers } = useNames();
  return (
    <Many
      label={t('rules.tiers')}
      open
      options={tiers}
      value={leaf.tiers}
      onChange={(chosen = []) => onChange({ ...leaf, tiers: chosen })}
    />
  );
}

export function ConsentFields({ leaf, onChange }: LeafProps<LeafOf<'consent'>>) {
  const { t } = useTranslation();
  return (
    <>
      <One
        label={t('rules.purposeTitle')}
        options={CONSENT_PURPOSES.map((value) => ({ value, label: t(`rules.purpose.${value}`) }))}
        value={leaf.purpose}
        onChange={(purpose) => onChange({ ...leaf, purpose })}
      />
      <One
        label={t('rules.channelTitle')}
        options={CONSENT_CHANNELS.map((value) => ({ value, label: t(`rules.channel.${value}`) }))}
        value={leaf.channel}
        onChange={(channel) => onChange({ ...leaf, channel })}
      />
    </>
  );
}

/** How sure a tag is to be unless a rule says otherwise, as the API has it. */
const USUAL_SURENESS_BPS = 5_000;

export function TagFields({ leaf, onChange }: LeafProps<LeafOf<'tag'>>) {
  const { t } = useTranslation();
  return (
    <>
      <One
        label={t('rules.dimensionTitle')}
        options={TAG_DIMENSIONS.map((value) => ({ value, label: t(`rules.dimension.${value}`) }))}
        value={leaf.dimension}
        onChange={(dimension) => onChange({ ...leaf, dimension, allergy: undefined })}
      />
      <Many
        label={t('rules.tagValues')}
        none={t('rules.typeTags')}
        open
        options={[]}
        value={leaf.values}
        onChange={(values = []) => onChange({ ...leaf, values })}
      />
      {leaf.dimension === 'avoidance' ? (
        <One
          label={t('rules.allergyTitle')}
          options={(['all', 'allergy'] as const).map((one) => ({ value: one, label: t(`rules.allergies.${one}`) }))}
          value={leaf.allergy ? 'allergy' : 'all'}
          onChange={(one) => onChange({ ...leaf, allergy: one === 'allergy' ? true : undefined })}
        />
      ) : null}
      <RuleField label={t('rules.sureness')}>
        <InputNumber<number>
          aria-label={t('rules.sureness')}
          min={0}
          max={100}
          precision={0}
          suffix="%"
          value={(leaf.surenessBps ?? USUAL_SURENESS_BPS) / 100}
          onChange={(percent) => onChange({ ...leaf, surenessBps: percent === null ? undefined : percent * 100 })}
        />
      </RuleField>
    </>
  );
}

const CLASSES = { activity: ACTIVITY_CLASSES, loyalty: LOYALTY_CLASSES, value: VALUE_CLASSES } as const;
type ClassLeaf = LeafOf<'activity'> | LeafOf<'loyalty'> | LeafOf<'value'>;

/** The classes of the dashboards, which score how recently, how often and for how much somebody came. */
export function ClassFields({ leaf, onChange }: LeafProps<ClassLeaf>) {
  const { t } = useTranslation();
  return (
    <Many<string>
      label={t(`dashboards.${leaf.is}`)}
      options={CLASSES[leaf.is].map((value) => ({ value, label: t(`dashboards.class.${leaf.is}.${value}` as never) }))}
      value={leaf.classes}
      onChange={(classes = []) => onChange({ ...leaf, classes } as ClassLeaf)}
    />
  );
}

/** A part of all people, drawn at random and always the same: for tests of one half against the other. */
export function ShareFields({ leaf, onChange }: LeafProps<LeafOf<'share'>>) {
  const { t } = useTranslation();
  const end = (which: 'fromBps' | 'toBps') => (
    <InputNumber<number>
      aria-label={t(`rules.${which}`)}
      min={0}
      max={100}
      precision={2}
      suffix="%"
      value={leaf[which] / 100}
      onChange={(percent) => onChange({ ...leaf, [which]: Math.round((percent ?? 0) * 100) })}
    />
  );
  return (
    <>
      <RuleField label={t('rules.shareOf')}>
        <div className="rule-ends">
          {end('fromBps')}
          {end('toBps')}
        </div>
      </RuleField>
      <RuleField label={t('rules.salt')}>
        <Input
          aria-label={t('rules.salt')}
          maxLength={64}
          value={leaf.salt}
          onChange={({ target }) => onChange({ ...leaf, salt: target.value })}
        />
      </RuleField>
    </>
  );
}

/** Another audience; one that would lead back here is refused when it is saved. */
export function AudienceFields({ leaf, onChange }: LeafProps<LeafOf<'audience'>>) {
  const { t } = useTranslation();
  const { audiences } = useNames();
  return (
    <One
      label={t('rules.kind.audience')}
      options={audiences}
      value={leaf.audienceId || undefined}
      onChange={(audienceId) => onChange({ ...leaf, audienceId })}
    />
  );
}
