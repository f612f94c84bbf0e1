import type { ImportView } from '@shuke/contract';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../parts/panel.tsx';
import { useRefusalText } from '../../parts/refusal-text.ts';
import { Rejected } from './result-panel.tsx';

/** Why an import ended before its file did, and what would help. */
export function FailedPanel({ found }: { found: ImportView }) {
  const { t } = useTranslation();
  const { says, remedy } = useRefusalText()(found.failure);
  return (
    <Panel title={t('imports.failed')}>
      <Alert type="error" showIcon title={says} description={`${remedy} ${t('imports.failedText')}`} />
      <Rejected found={found} />
    </Panel>
  );
}
