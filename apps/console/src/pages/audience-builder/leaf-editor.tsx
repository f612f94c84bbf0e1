import { DeleteOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { BoughtFields, OnceFields, SequenceFields, type LeafProps } from './behaviour-fields.tsx';
import { OutlookFields } from './outlook-fields.tsx';
import { PartCount, type Parts } from './part-count.tsx';
import {
  AudienceFields,
  ClassFields,
  ConsentFields,
  ProfileFields,
  ShareFields,
  StageFields,
  TagFields,
  TierFields,
} from './person-fields.tsx';
import { PlaceFields, TouchpointFields } from './place-fields.tsx';
import { isFilled, type AudienceLeaf } from './rule.ts';

interface LeafEditorProps extends LeafProps<AudienceLeaf> {
  path: string;
  parts: Parts;
  onRemove: () => void;
}

/** One condition: what it asks, and how many people it means by itself. */
export function LeafEditor({ leaf, path, parts, onChange, onRemove }: LeafEditorProps) {
  const { t } = useTranslation();
  const name = t(`rules.kind.${leaf.is}`);
  return (
    <fieldset className="rule-leaf" aria-label={name}>
      <div className="rule-head">
        <strong>{name}</strong>
        {isFilled(leaf) ? (
          <PartCount parts={parts} path={path} />
        ) : (
          <span className="rule-missing">{t('rules.fillIn')}</span>
        )}
        <Button
          type="text"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t('rules.remove', { name })}
          onClick={onRemove}
        />
      </div>
      <div className="rule-fields">
        <LeafFields leaf={leaf} onChange={onChange} />
      </div>
    </fieldset>
  );
}

function LeafFields({ leaf, onChange }: LeafProps<AudienceLeaf>) {
  switch (leaf.is) {
    case 'bought':
      return <BoughtFields leaf={leaf} onChange={onChange} />;
    case 'first_bought':
    case 'last_bought':
      return <OnceFields leaf={leaf} onChange={onChange} />;
    case 'sequence':
      return <SequenceFields leaf={leaf} onChange={onChange} />;
    case 'place':
      return <PlaceFields leaf={leaf} onChange={onChange} />;
    case 'touchpoint':
      return <TouchpointFields leaf={leaf} onChange={onChange} />;
    case 'profile':
      return <ProfileFields leaf={leaf} onChange={onChange} />;
    case 'stage':
      return <StageFields leaf={leaf} onChange={onChange} />;
    case 'tier':
      return <TierFields leaf={leaf} onChange={onChange} />;
    case 'consent':
      return <ConsentFields leaf={leaf} onChange={onChange} />;
    case 'tag':
      return <TagFields leaf={leaf} onChange={onChange} />;
    case 'outlook':
      return <OutlookFields leaf={leaf} onChange={onChange} />;
    case 'activity':
    case 'loyalty':
    case 'value':
      return <ClassFields leaf={leaf} onChange={onChange} />;
    case 'share':
      return <ShareFields leaf={leaf} onChange={onChange} />;
    case 'audience':
      return <AudienceFields leaf={leaf} onChange={onChange} />;
  }
}
