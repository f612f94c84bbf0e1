import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { LeafEditor } from './leaf-editor.tsx';
import { PartCount, type Parts } from './part-count.tsx';
import { blank, isGroup, KINDS, partPath, withPart, type AudienceGroup, type AudienceRule } from './rule.ts';

const MATCHES = ['all', 'any', 'none'] as const;
/** So many groups stand in each other at most; a rule is refused beyond. */
const DEEPEST = 4;

interface GroupEditorProps {
  group: AudienceGroup;
  path: string;
  depth: number;
  parts: Parts;
  onChange: (group: AudienceGroup) => void;
  /** The outermost group stays. */
  onRemove?: () => void;
}

/** Conditions together: all of them, any, or none; a condition can be a group again. */
export function GroupEditor({ group, path, depth, parts, onChange, onRemove }: GroupEditorProps) {
  const { t } = useTranslation();
  const add = (part: AudienceRule) => onChange({ ...group, of: [...group.of, part] });
  return (
    <div className="rule-group" role="group" aria-label={t('rules.group')}>
      <div className="rule-head">
        <Segmented
          aria-label={t('rules.match')}
          value={group.match}
          onChange={(match) => onChange({ ...group, match })}
          options={MATCHES.map((value) => ({ value, label: t(`rules.matches.${value}`) }))}
        />
        <PartCount parts={parts} path={path} />
        {onRemove ? (
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t('rules.remove', { name: t('rules.group') })}
            onClick={onRemove}
          />
        ) : null}
      </div>
      {group.of.map((part, i) => {
        const shared = {
          path: partPath(path, i),
          parts,
          onChange: (next: AudienceRule) => onChange(withPart(group, i, next)),
          onRemove: () => onChange(withPart(group, i, null)),
        };
        // A part has no name of its own: where it stands is what it is.
        return isGroup(part) ? (
          <GroupEditor key={i} group={part} depth={depth + 1} {...shared} />
        ) : (
          <LeafEditor key={`${i}${part.is}`} leaf={part} {...shared} />
        );
      })}
      {group.of.length === 0 ? <div className="rule-missing">{t('rules.emptyGroup')}</div> : null}
      <AddPart canNest={depth < DEEPEST} onAdd={add} />
    </div>
  );
}

function AddPart({ canNest, onAdd }: { canNest: boolean; onAdd: (part: AudienceRule) => void }) {
  const { t } = useTranslation();
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((about) => ({
    key: about,
    type: 'group' as const,
    label: t(`rules.about.${about}`),
    children: KINDS[about].map((kind) => ({
      key: kind,
      label: t(`rules.kind.${kind}`),
      onClick: () => onAdd(blank(kind)),
    })),
  }));
  return (
    <div className="rule-add">
      <Dropdown menu={{ items: kinds, className: 'rule-menu' }} trigger={['click']}>
        <Button icon={<PlusOutlined aria-hidden />}>{t('rules.addCondition')}</Button>
      </Dropdown>
      {canNest ? (
        <Button type="text" onClick={() => onAdd({ match: 'any', of: [] })}>
          {t('rules.addGroup')}
        </Button>
      ) : null}
    </div>
  );
}
