import type { ImportView } from '@shuke/contract';
import { BarChartOutlined, DownloadOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { rejectsAddress } from '../../api/imports.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** What an import has brought, what it has not and why, and where to go from here. */
export function ResultPanel({ found }: { found: ImportView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const isCatalogue = found.kind === 'catalogue';
  const changedNothing = !isCatalogue && found.ordersNew === 0 && found.ordersKnown > 0;
  const toDashboards = (
    <Button type="primary" icon={<BarChartOutlined aria-hidden />} onClick={() => void navigate('/console/dashboards')}>
      {t('imports.toDashboards')}
    </Button>
  );
  return (
    <Panel title={t('imports.result')} extra={toDashboards}>
      <Alert
        type={changedNothing ? 'info' : 'success'}
        showIcon
        title={t(changedNothing ? 'imports.nothingChanged' : 'imports.isDone')}
        description={t(changedNothing ? 'imports.nothingChangedText' : 'imports.twice')}
      />
      <div className="figures">
        <Figure label={t('imports.rowsRead')} value={format.number(found.rowsRead)} />
        {isCatalogue ? null : (
          <>
            <Figure label={t('imports.ordersNew')} value={format.number(found.ordersNew)} />
            <Figure
              label={t('imports.ordersKnown')}
              value={format.number(found.ordersKnown)}
              note={t('imports.ordersKnownNote')}
            />
            <Figure label={t('imports.customersNew')} value={format.number(found.customersNew)} />
          </>
        )}
        <Figure label={t('imports.productsNew')} value={format.number(found.productsNew)} />
        {isCatalogue ? null : <Figure label={t('imports.storesNew')} value={format.number(found.storesNew)} />}
      </div>
      <Rejected found={found} />
    </Panel>
  );
}

/** How many rows were left out, with the list of why. */
export function Rejected({ found }: { found: ImportView }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (found.rowsRejected === 0) return <div className="muted">{t('imports.noRejects')}</div>;
  const download = (
    <Button href={rejectsAddress(found.importId)} download icon={<DownloadOutlined aria-hidden />}>
      {t('imports.download')}
    </Button>
  );
  return (
    <Alert
      type="warning"
      showIcon
      title={t('imports.rejects', { count: found.rowsRejected, shown: format.number(found.rowsRejected) })}
      description={
        <div style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
          {t('imports.rejectsText')}
          {download}
        </div>
      }
    />
  );
}
