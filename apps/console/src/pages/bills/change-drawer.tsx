import type { BillView } from '@shuke/contract';
import { Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeBill } from '../../api/bills.ts';
import { Field } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import type { BillDrawerProps } from './bill-drawer.ts';

interface Fields {
  label: string;
  /** How many there are to be, by the place of the line. */
  quantities?: Record<string, string | null>;
}

/** The lines of which another quantity is asked for. */
const changedLines = ({ lines }: BillView, quantities: Fields['quantities'] = {}) =>
  lines.flatMap(({ sku, quantity: before }, i) => {
    const quantity = quantities[i];
    return quantity && quantity !== before ? [{ change: 'set' as const, sku, quantity }] : [];
  });

/** Changes how many of each product are on a bill, and what it is called, as it was read. */
export function ChangeDrawer({ bill, open, onClose }: BillDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const change = useChangeBill(bill.billId);
  const close = () => {
    change.reset();
    onClose();
  };
  const submit = ({ label, quantities }: Fields) => {
    const lines = changedLines(bill, quantities);
    const body = { version: bill.version, label: label.trim(), ...(lines.length > 0 ? { lines } : {}) };
    change.mutate(body, { onSuccess: close });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={change.isPending}>
      {t('bills.save')}
    </Button>
  );
  const first = {
    label: bill.label,
    quantities: Object.fromEntries(bill.lines.map(({ quantity }, i) => [i, quantity])),
  };
  return (
    <Drawer open={open} onClose={close} title={t('bills.change')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('bills.changeText')}</p>
      <RefusalAlert error={change.error} />
      <Form name="changeBill" form={form} layout="vertical" onFinish={submit} initialValues={first} clearOnDestroy>
        <Form.Item
          name="label"
          label={t('bills.label')}
          rules={[{ required: true, whitespace: true, message: t('app.needValue') }]}
        >
          <Input maxLength={64} />
        </Form.Item>
        {bill.lines.map(({ sku, name }, i) => (
          <Field key={sku} name={['quantities', String(i)]} label={t('bills.changeOf', { name })}>
            <InputNumber<string> stringMode min="0" max="1000000" style={{ width: '100%' }} />
          </Field>
        ))}
      </Form>
    </Drawer>
  );
}
