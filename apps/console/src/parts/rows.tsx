import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface RowsProps {
  name: (string | number)[];
  add: string;
  max: number;
  /** What a new row begins with. */
  first?: object;
  /** The fields of one row, whose names begin with its place. */
  children: (place: number) => ReactNode;
}

/** A list whose rows are added and removed one by one. */
export function Rows({ name, add, max, first = {}, children }: RowsProps) {
  const { t } = useTranslation();
  return (
    <Form.List name={name}>
      {(rows, { add: append, remove }) => (
        <div className="form-rows">
          {rows.map((row, i) => (
            <div key={row.key} className="form-row">
              <div className="form-row-fields">{children(row.name)}</div>
              <Button
                type="text"
                aria-label={`${t('app.remove')} ${i + 1}`}
                icon={<DeleteOutlined aria-hidden />}
                onClick={() => remove(row.name)}
              />
            </div>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined aria-hidden />}
            disabled={rows.length >= max}
            onClick={() => append(first)}
          >
            {add}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
