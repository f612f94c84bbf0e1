import type { ImportPreview, ImportReading, ImportWarning } from '@shuke/contract';
import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { ColumnFields } from './column-fields.tsx';
import { FormFields } from './form-fields.tsx';
import { mappingOf, patternOf, type MappingFields } from './mapping-fields.ts';

interface MappingDrawerProps {
  preview: ImportPreview;
  open: boolean;
  onClose: () => void;
  onRead: (reading: ImportReading) => void;
}

/** Which column is what, and how times and amounts are written: changed here, seen at once in the preview. */
export function MappingDrawer({ preview, open, onClose, onRead }: MappingDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<MappingFields>();
  const isDateOpen = isDoubted(preview, 'ambiguous_date');
  const isMarkOpen = isDoubted(preview, 'ambiguous_decimal_mark');
  const apply = (fields: MappingFields) => {
    // Without the preset's name: it would bring back the columns that were taken out.
    onRead({ mapping: mappingOf(fields, preview.mapping) });
    onClose();
  };
  const footer = (
    <Button type="primary" block onClick={form.submit}>
      {t('imports.apply')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('imports.editMapping')} size={480} footer={footer} destroyOnHidden>
      <Form<MappingFields>
        name="mapping"
        form={form}
        layout="vertical"
        onFinish={apply}
        initialValues={fieldsOf(preview)}
        preserve={false}
      >
        <h3 className="section-title">{t('imports.whichColumn')}</h3>
        <p className="muted small">{t('imports.whichColumnText')}</p>
        <ColumnFields columns={preview.columns} />
        <h3 className="section-title">{t('imports.howWritten')}</h3>
        <FormFields isDateOpen={isDateOpen} isMarkOpen={isMarkOpen} />
      </Form>
    </Drawer>
  );
}

const isDoubted = (preview: ImportPreview, code: ImportWarning): boolean =>
  preview.warnings.some((warning) => warning.code === code);

// What was only guessed is not put into the form, or applying another change would state it.
function fieldsOf(preview: ImportPreview): MappingFields {
  const { mapping } = preview;
  return {
    ...mapping,
    columns: mapping.columns ?? {},
    dateFormat: isDoubted(preview, 'ambiguous_date') ? undefined : patternOf(mapping.dateFormat),
    decimalMark: isDoubted(preview, 'ambiguous_decimal_mark') ? undefined : mapping.decimalMark,
  };
}
