import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useAudience, useRefreshAudience, type Audience } from '../../api/audiences.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useRuleWords } from '../audience-builder/use-rule-words.ts';
import { AudienceActions } from './audience-actions.tsx';
import { ExportDrawer } from './export-drawer.tsx';
import { MembersPanel } from './members-panel.tsx';

/** One audience: who is in it, since when, and what can be done with them. */
export function AudiencePage() {
  const { audienceId } = useParams();
  return <Answer query={useAudience(audienceId)}>{(audience) => <Shown audience={audience} />}</Answer>;
}

function Shown({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const refresh = useRefreshAudience(audience.audienceId);
  const [isExporting, setExporting] = useState(false);
  const back = { to: '/console/audiences', label: t('nav.audiences') };
  const actions = <AudienceActions audience={audience} refresh={refresh} onExport={() => setExporting(true)} />;
  return (
    <Page title={audience.name} subtitle={words(audience.rule)} back={back} actions={actions}>
      <RefusalAlert error={refresh.error} />
      <Panel>
        <div className="figures" role="status">
          <Figure
            label={t('audiences.peopleNow')}
            value={audience.refreshedAt === null ? '…' : format.number(audience.members)}
            note={
              audience.refreshedAt === null
                ? t('audiences.looking')
                : t('audiences.refreshedAt', { at: format.instant(audience.refreshedAt) })
            }
          />
          {refresh.data ? (
            <>
              <Figure label={t('audiences.entered')} value={format.number(refresh.data.entered)} />
              <Figure label={t('audiences.left')} value={format.number(refresh.data.left)} />
            </>
          ) : null}
        </div>
      </Panel>
      <MembersPanel audience={audience} />
      <ExportDrawer audience={audience} open={isExporting} onClose={() => setExporting(false)} />
    </Page>
  );
}
