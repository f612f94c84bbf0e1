import type { OrderView, RefundView } from '@shuke/contract';
import { Alert, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefund } from '../../api/orders.ts';
import { useStores } from '../../api/touchpoints.ts';
import { useConfirm } from '../../parts/confirm.ts';
import { ChoiceField, SwitchField } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { linesOf, type RefundFields } from './refund-lines.ts';

interface RefundDrawerProps {
  order: OrderView;
  open: boolean;
  onClose: () => void;
  onDone: (refund: RefundView) => void;
}

/** Asks which goods come back, and why. What is paid back asks once more. */
export function RefundDrawer({ order, open, onClose, onDone }: RefundDrawerProps) {
  const { t } = useTranslation();
  const confirm = useConfirm();
  const [form] = Form.useForm<RefundFields>();
  const [isNothing, setNothing] = useState(false);
  const { data: stores = [] } = useStores();
  const refund = useRefund(order.orderId);
  const submit = ({ storeCode, reason, restock, quantities }: RefundFields) => {
    const lines = linesOf(quantities);
    setNothing(lines.length === 0);
    if (lines.length === 0) return;
    const body = { storeCode, reason: reason.trim(), restock, lines };
    confirm({
      title: t('orders.refundTitle'),
      content: t('orders.refundAsk'),
      okText: t('orders.refund'),
      // Why it was refused is told beside the form.
      act: () => refund.mutateAsync(body).then(onDone, () => undefined),
    });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={refund.isPending}>
      {t('orders.refund')}
    </Button>
  );
  const first = { storeCode: stores.find(({ storeId }) => storeId === order.storeId)?.code, restock: true };
  return (
    <Drawer open={open} onClose={onClose} title={t('orders.refund')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('orders.refundText')}</p>
      <RefusalAlert error={refund.error} />
      {isNothing ? <Alert type="warning" showIcon title={t('orders.nothingChosen')} /> : null}
      <Form name="refund" form={form} layout="vertical" onFinish={submit} initialValues={first} preserve={false}>
        <LineFields lines={order.lines} />
        <ChoiceField
          name="storeCode"
          label={t('orders.refundStore')}
          options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          needed
        />
        <Form.Item
          name="reason"
          label={t('orders.reason')}
          rules={[{ required: true, whitespace: true, message: t('app.needValue') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SwitchField name="restock" label={t('orders.restock')} />
      </Form>
    </Drawer>
  );
}

/** How many of each line come back. Lines are numbered from 1, as on the order. */
function LineFields({ lines }: { lines: OrderView['lines'] }) {
  const { t } = useTranslation();
  return lines.map(({ name, quantity }, i) => (
    <Form.Item
      key={i + 1}
      name={['quantities', String(i + 1)]}
      label={t('orders.refundOf', { name })}
      extra={t('orders.refundOfText', { number: quantity })}
    >
      <InputNumber<string> stringMode min="0" max={quantity} placeholder="0" style={{ width: '100%' }} />
    </Form.Item>
  ));
}
