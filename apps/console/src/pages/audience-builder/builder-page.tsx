import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useAudience, useCount, useSaveAudience, type Audience } from '../../api/audiences.ts';
import { Answer } from '../../parts/answer.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { CountPanel } from './count-panel.tsx';
import { GroupEditor } from './group-editor.tsx';
import { asGroup, FIRST_RULE, isComplete } from './rule.ts';
import { useRuleWords } from './use-rule-words.ts';
import { useSettled } from './use-settled.ts';

/** Where a new audience is made, or the rule of one is changed. */
export function BuilderPage() {
  const { audienceId } = useParams();
  const audience = useAudience(audienceId);
  if (audienceId === undefined) return <Builder audience={null} />;
  return <Answer query={audience}>{(found) => <Builder key={found.audienceId} audience={found} />}</Answer>;
}

function Builder({ audience }: { audience: Audience | null }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useRuleWords();
  const [name, setName] = useState(audience?.name ?? '');
  const [rule, setRule] = useState(audience ? asGroup(audience.rule) : FIRST_RULE);
  const [asOf, setAsOf] = useState<string | null>(null);
  const isReady = isComplete(rule);
  const settled = useSettled(isReady ? rule : null);
  const count = useCount(settled, asOf);
  // A count of the rule as it was a moment ago would stand beside the rule as it is now.
  const isSettled = JSON.stringify(settled) === JSON.stringify(rule);
  const isStale = !isSettled || count.isPlaceholderData;
  const parts = new Map(isStale ? [] : count.data?.parts.map(({ path, people }) => [path, people]));
  const save = useSaveAudience();
  // The version is the one that was read when the page opened: who changed it meanwhile is not overwritten.
  const [changes] = useState(audience ? { audienceId: audience.audienceId, version: audience.version } : undefined);
  const submit = () =>
    save.mutate(
      { name: name.trim(), rule, changes },
      { onSuccess: (saved) => void navigate(`/console/audiences/${saved.audienceId}`) },
    );
  const actions = (
    <Button
      type="primary"
      disabled={!isReady || name.trim() === ''}
      loading={save.isPending}
      onClick={submit}
      title={name.trim() === '' ? t('audiences.needName') : undefined}
    >
      {t('audiences.save')}
    </Button>
  );
  const back = audience
    ? { to: `/console/audiences/${audience.audienceId}`, label: audience.name }
    : { to: '/console/audiences', label: t('nav.audiences') };
  return (
    <Page title={t(audience ? 'audiences.edit' : 'audiences.add')} back={back} actions={actions}>
      <RefusalAlert error={save.error} />
      <div className="grid">
        <Panel className="span-8" title={t('audiences.rule')} info={t('audiences.ruleInfo')}>
          <Input
            aria-label={t('audiences.name')}
            placeholder={t('audiences.needName')}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <GroupEditor group={rule} path="" depth={1} parts={parts} onChange={setRule} />
          <div className="muted small">{words(rule)}</div>
        </Panel>
        <CountPanel
          counted={count.data}
          error={count.error}
          isBusy={isStale || count.isFetching}
          isComplete={isReady}
          asOf={asOf}
          onAsOf={setAsOf}
        />
      </div>
    </Page>
  );
}
