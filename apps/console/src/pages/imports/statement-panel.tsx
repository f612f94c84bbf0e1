import type { ImportPreview, ImportReading } from '@shuke/contract';
import { EditOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { usePresets } from '../../api/imports.ts';
import { Panel } from '../../parts/panel.tsx';

interface StatementProps {
  preview: ImportPreview;
  isBusy: boolean;
  onRead: (reading: ImportReading) => void;
  onMap: () => void;
  start: ReactNode;
}

// Forms that have a name rather than a pattern.
const DATE_FORMATS: Record<string, string> = { iso: 'YYYY-MM-DDTHH:mm', unix: 'Unix (s)', unix_ms: 'Unix (ms)' };

/** States how the file is read: by which preset, in which time zone, currency and form of numbers and dates. */
export function StatementPanel({ preview, isBusy, onRead, onMap, start }: StatementProps) {
  const { t, i18n } = useTranslation();
  const presets = usePresets();
  const options = (presets.data ?? []).map((one) => ({
    value: one.preset,
    label: i18n.language === 'en' ? one.title : one.titleZh,
  }));
  const { statement } = preview;
  const facts = [
    { name: t('imports.timeZone'), value: statement.timeZone },
    { name: t('imports.currency'), value: statement.currency },
    { name: t('imports.decimalMark'), value: markName(statement.decimalMark, t) },
    { name: t('imports.dateFormat'), value: DATE_FORMATS[statement.dateFormat] ?? (statement.dateFormat || '–') },
    { name: t('imports.delimiter'), value: markName(statement.delimiter, t) },
    { name: t('imports.encoding'), value: statement.encoding.toUpperCase() + (statement.compressed ? ' · gzip' : '') },
  ];
  return (
    <Panel title={t('imports.statement')} info={t('imports.statementInfo')} extra={start}>
      <div className="filters">
        <Select
          aria-label={t('imports.preset')}
          style={{ minWidth: 220, maxWidth: '100%' }}
          loading={presets.isPending || isBusy}
          value={preview.preset ?? undefined}
          placeholder={t('imports.ownMapping')}
          options={options}
          onChange={(preset: string) => onRead({ preset })}
        />
        <Button icon={<EditOutlined aria-hidden />} onClick={onMap}>
          {t('imports.editMapping')}
        </Button>
      </div>
      <dl className="statement">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

const MARKS = {
  ',': 'comma',
  '.': 'point',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  '': 'none',
} as const;

/** Signs that can hardly be seen are named. */
export function markName(mark: string, t: TFunction): string {
  return mark in MARKS ? t(`imports.marks.${MARKS[mark as keyof typeof MARKS]}`) : mark;
}
