import type { ImportView } from '@shuke/contract';
import { Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useImport } from '../../api/imports.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FailedPanel } from './failed-panel.tsx';
import { ImportStatusTag } from './import-status.tsx';
import { PreviewView } from './preview-view.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { ResultPanel } from './result-panel.tsx';

export function ImportPage() {
  const { importId = '' } = useParams();
  const found = useImport(importId);
  return <Answer query={found}>{(data) => <OneImport found={data} seenAtMs={found.dataUpdatedAt} />}</Answer>;
}

const STAGES = ['uploaded', 'running', 'done'] as const;

function OneImport({ found, seenAtMs }: { found: ImportView; seenAtMs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = found.status === 'failed' ? 1 : STAGES.indexOf(found.status);
  return (
    <Page
      title={found.fileName}
      subtitle={
        <>
          <ImportStatusTag status={found.status} /> {format.instant(found.createdAt)} · {format.bytes(found.bytesTotal)}
        </>
      }
      back={{ to: '/console/imports', label: t('nav.imports') }}
    >
      <Panel>
        <Steps
          size="small"
          responsive={false}
          current={found.status === 'done' ? 3 : at}
          status={found.status === 'failed' ? 'error' : undefined}
          items={STAGES.map((stage) => ({ title: t(`imports.stage.${stage}`) }))}
        />
      </Panel>
      {found.status === 'uploaded' ? <PreviewView found={found} /> : null}
      {found.status === 'running' ? <ProgressPanel found={found} seenAtMs={seenAtMs} /> : null}
      {found.status === 'done' ? <ResultPanel found={found} /> : null}
      {found.status === 'failed' ? <FailedPanel found={found} /> : null}
    </Page>
  );
}
