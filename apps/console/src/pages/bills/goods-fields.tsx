import type { BillAddition } from '@shuke/contract';
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../parts/form-fields.tsx';
import { ProductField } from '../../parts/product-field.tsx';
import { Rows } from '../../parts/rows.tsx';

/** One product and how many, as a form holds them. */
export type GoodsRow = BillAddition['lines'][number];
export const ONE_MORE = { quantity: '1' };
const MOST_ROWS = 50;

/** Products and how many of each, added row by row. */
export function GoodsFields() {
  const { t } = useTranslation();
  return (
    <Rows name={['lines']} add={t('bills.addLine')} max={MOST_ROWS} first={ONE_MORE}>
      {(place) => (
        <>
          <ProductField name={[place, 'sku']} label={t('bills.product')} />
          <Field name={[place, 'quantity']} label={t('bills.quantity')} needed>
            <InputNumber<string> stringMode min="0.001" max="1000000" style={{ width: '100%' }} />
          </Field>
        </>
      )}
    </Rows>
  );
}
