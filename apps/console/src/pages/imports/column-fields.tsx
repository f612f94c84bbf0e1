import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { COLUMN_FIELDS } from './mapping-fields.ts';

/** For each part of a receipt's line, the column of the file that holds it. */
export function ColumnFields({ columns }: { columns: string[] }) {
  const { t } = useTranslation();
  const options = columns.map((name) => ({ value: name, label: name }));
  return (
    <div className="two-columns">
      {COLUMN_FIELDS.map(({ name, isMany }) => (
        <Form.Item
          key={name}
          name={['columns', name]}
          label={t(`imports.columns.${name}`)}
          getValueProps={isMany ? asList : undefined}
        >
          <Select
            allowClear
            showSearch
            mode={isMany ? 'multiple' : undefined}
            options={options}
            placeholder={t('imports.noColumn')}
          />
        </Form.Item>
      ))}
    </div>
  );
}

const asList = (value: unknown) => ({ value: typeof value === 'string' ? [value] : (value ?? []) });
