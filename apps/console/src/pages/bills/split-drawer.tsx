import { Alert, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSplitBill } from '../../api/bills.ts';
import { Field } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import type { BillDrawerProps } from './bill-drawer.ts';

interface Fields {
  label?: string;
  /** How many move, by the place of the line; nothing where none does. */
  quantities?: Record<string, string | null | undefined>;
}

/** Moves goods to a bill of their own, and goes to that one, which is to be paid next. */
export function SplitDrawer({ bill, open, onClose }: BillDrawerProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const [isNothing, setNothing] = useState(false);
  const split = useSplitBill(bill.billId);
  const close = () => {
    split.reset();
    setNothing(false);
    onClose();
  };
  const submit = ({ label, quantities = {} }: Fields) => {
    const lines = bill.lines.flatMap(({ sku }, i) => {
      const quantity = quantities[i];
      return quantity && Number(quantity) > 0 ? [{ sku, quantity }] : [];
    });
    setNothing(lines.length === 0);
    if (lines.length === 0) return;
    const name = label?.trim();
    const body = { version: bill.version, lines, ...(name ? { label: name } : {}) };
    split.mutate(body, {
      onSuccess: ({ split: { billId } }) => {
        close();
        void navigate(`/console/bills/${billId}`);
      },
    });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={split.isPending}>
      {t('bills.split')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={close} title={t('bills.split')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('bills.splitText')}</p>
      <RefusalAlert error={split.error} />
      {isNothing ? <Alert type="warning" showIcon title={t('bills.nothingChosen')} /> : null}
      <Form name="split" form={form} layout="vertical" onFinish={submit} clearOnDestroy>
        {bill.lines.map(({ sku, name, quantity }, i) => (
          <Field
            key={sku}
            name={['quantities', String(i)]}
            label={t('bills.splitOf', { name })}
            extra={t('bills.splitOfText', { number: quantity })}
          >
            <InputNumber<string> stringMode min="0" max={quantity} placeholder="0" style={{ width: '100%' }} />
          </Field>
        ))}
        <Field name="label" label={t('bills.splitLabel')} extra={t('bills.labelText')}>
          <Input maxLength={64} />
        </Field>
      </Form>
    </Drawer>
  );
}
