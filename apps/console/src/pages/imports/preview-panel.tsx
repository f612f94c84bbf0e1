import type { ImportPreview, PreviewLine } from '@shuke/contract';
import { Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

type View = 'lines' | 'rows';

/** The first rows of the file, as they will be imported and as they stand in it. */
export function PreviewPanel({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('lines');
  const choice = (
    <Segmented<View>
      aria-label={t('imports.previewView')}
      value={view}
      onChange={setView}
      options={[
        { value: 'lines', label: t('imports.asImported') },
        { value: 'rows', label: t('imports.asInFile') },
      ]}
    />
  );
  return (
    <Panel title={t('imports.preview')} extra={choice}>
      {view === 'lines' ? (
        <Lines lines={preview.lines} isCatalogue={preview.kind === 'catalogue'} />
      ) : (
        <Rows preview={preview} />
      )}
    </Panel>
  );
}

function Lines({ lines, isCatalogue }: { lines: PreviewLine[]; isCatalogue: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const product: TableColumnsType<PreviewLine> = [
    {
      title: t('imports.product'),
      render: (_, line) => (
        <>
          {line.productName}
          {line.sku === line.productName ? null : <div className="muted small">{line.sku}</div>}
        </>
      ),
    },
    { title: t('imports.category'), dataIndex: 'category', render: (text: string | null) => text ?? '–' },
  ];
  const receipt: TableColumnsType<PreviewLine> = [
    { title: t('imports.line'), dataIndex: 'row', ...NUMERIC },
    { title: t('imports.orderedAt'), className: 'nowrap', render: (_, line) => format.instant(line.orderedAt) },
    {
      title: t('imports.orderRef'),
      render: (_, line) => line.orderRef ?? <span className="muted">{t('imports.madeRef')}</span>,
    },
    { title: t('imports.store'), dataIndex: 'storeCode' },
    {
      title: t('imports.customer'),
      className: 'nowrap',
      render: (_, line) => line.customer ?? <span className="muted">{t('imports.anonymous')}</span>,
    },
    ...product,
    { title: t('imports.quantity'), dataIndex: 'quantity', ...NUMERIC },
    { title: t('imports.amount'), ...NUMERIC, render: (_, line) => format.money(line.amount) },
    {
      title: t('imports.discount'),
      ...NUMERIC,
      render: (_, line) => (Number(line.discount) === 0 ? '–' : format.money(line.discount)),
    },
  ];
  return (
    <Table
      rowKey="row"
      size="small"
      columns={isCatalogue ? product : receipt}
      dataSource={lines}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}

function Rows({ preview }: { preview: ImportPreview }) {
  const columns = preview.columns.map((title, i) => ({
    key: i,
    title,
    render: (_: unknown, row: { cells: string[] }) => <span className="nowrap">{row.cells[i] ?? ''}</span>,
  }));
  const rows = preview.rows.map((cells, key) => ({ key, cells }));
  return <Table size="small" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} />;
}
