import type { ImportView } from '@shuke/contract';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useImports } from '../../api/imports.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { DropArea } from './drop-area.tsx';
import { ImportStatusTag } from './import-status.tsx';

export function ImportsPage() {
  const { t } = useTranslation();
  const imports = useImports();
  return (
    <Page title={t('nav.imports')} subtitle={t('imports.subtitle')}>
      <DropArea />
      <Panel title={t('imports.list')}>
        <Answer query={imports}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('imports.none')} text={t('imports.noneText')} />
            ) : (
              <>
                <ImportTable imports={items} />
                <LoadMore pages={imports} />
              </>
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function ImportTable({ imports }: { imports: ImportView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<ImportView> = [
    {
      title: t('imports.file'),
      render: (_, one) => (
        <>
          <Link to={`/console/imports/${one.importId}`}>
            <strong>{one.fileName}</strong>
          </Link>
          <div className="muted small">
            {format.instant(one.createdAt)} · {format.bytes(one.bytesTotal)}
          </div>
        </>
      ),
    },
    { title: t('imports.statusTitle'), render: (_, one) => <ImportStatusTag status={one.status} /> },
    { title: t('imports.rows'), ...NUMERIC, render: (_, one) => format.number(one.rowsRead) },
    { title: t('imports.rejected'), ...NUMERIC, render: (_, one) => format.number(one.rowsRejected) },
    {
      title: t('imports.ordersNew'),
      ...NUMERIC,
      responsive: ['md'],
      render: (_, one) => format.number(one.ordersNew),
    },
    {
      title: t('imports.ordersKnown'),
      ...NUMERIC,
      responsive: ['lg'],
      render: (_, one) => format.number(one.ordersKnown),
    },
  ];
  return <Table rowKey="importId" columns={columns} dataSource={imports} pagination={false} size="middle" />;
}
