import type { ImportPreview, ImportReading, ImportView } from '@shuke/contract';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreview, useStartImport } from '../../api/imports.ts';
import { Answer } from '../../parts/answer.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useRefusalText } from '../../parts/refusal-text.ts';
import { useFieldName } from './field-name.ts';
import { statedOf } from './mapping-fields.ts';
import { MappingDrawer } from './mapping-drawer.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PreviewRejects } from './preview-rejects.tsx';
import { StatementPanel } from './statement-panel.tsx';

/** What an uploaded file would become, how it is read, and the button that imports it. */
export function PreviewView({ found }: { found: ImportView }) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<ImportReading>({});
  const preview = usePreview(found.importId, reading);
  // A reading that was refused is told above the last one that was not, so that it can be mended.
  const refused = preview.data && preview.error ? preview.error : null;
  return (
    <Answer query={preview}>
      {(data) => (
        <>
          <RefusalAlert error={refused} />
          <Checked found={found} preview={data} isBusy={preview.isFetching} onRead={setReading} />
          <div className="muted small">{t('imports.twice')}</div>
        </>
      )}
    </Answer>
  );
}

interface CheckedProps {
  found: ImportView;
  preview: ImportPreview;
  isBusy: boolean;
  onRead: (reading: ImportReading) => void;
}

function Checked({ found, preview, isBusy, onRead }: CheckedProps) {
  const { t } = useTranslation();
  const [isMapping, setMapping] = useState(false);
  const start = useStartImport(found.importId);
  const { preset, mapping } = preview;
  const begin = () => start.mutate({ preset: preset ?? undefined, mapping: statedOf(mapping) });
  const button = (
    <Button
      type="primary"
      size="large"
      onClick={begin}
      loading={start.isPending || start.isSuccess}
      disabled={isBusy || preview.problem !== null || preview.lines.length === 0}
    >
      {t('imports.start')}
    </Button>
  );
  return (
    <>
      <RefusalAlert error={start.error} />
      <Doubts preview={preview} onMap={() => setMapping(true)} />
      <StatementPanel preview={preview} isBusy={isBusy} onRead={onRead} onMap={() => setMapping(true)} start={button} />
      <PreviewRejects rejects={preview.rejects} />
      <PreviewPanel preview={preview} />
      <MappingDrawer preview={preview} open={isMapping} onClose={() => setMapping(false)} onRead={onRead} />
    </>
  );
}

/** Why the file cannot be imported as it is read, and what wants to be looked at. */
function Doubts({ preview: { problem, warnings }, onMap }: { preview: ImportPreview; onMap: () => void }) {
  const { t } = useTranslation();
  const reason = useRefusalText();
  const fieldName = useFieldName();
  return (
    <>
      {problem ? (
        <Alert
          type="error"
          showIcon
          title={reason(problem.code).says}
          description={t('imports.mend', { field: fieldName(problem.field) })}
          action={<Button onClick={onMap}>{t('imports.editMapping')}</Button>}
        />
      ) : null}
      {warnings.map(({ code }) => (
        <Alert key={code} type="warning" showIcon title={t(`imports.warning.${code}`)} />
      ))}
    </>
  );
}
