import type { PaymentReconciliation } from '@shuke/contract';
import { Alert, Button, Drawer, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useReconcile, type PaymentAccount } from '../../api/payments.ts';
import { DayInput } from '../../parts/day-input.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

interface ReadBillDrawerProps {
  accounts: PaymentAccount[];
  open: boolean;
  onClose: () => void;
}

/** Reads a provider's bill of a day now; it is read by itself each day besides. */
export function ReadBillDrawer({ accounts, open, onClose }: ReadBillDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<PaymentReconciliation>();
  const reconcile = useReconcile();
  const close = () => {
    reconcile.reset();
    onClose();
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={reconcile.isPending}>
      {t('payments.readBill')}
    </Button>
  );
  const { data: read } = reconcile;
  return (
    <Drawer open={open} onClose={close} title={t('payments.readBill')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('payments.readBillText')}</p>
      <RefusalAlert error={reconcile.error} />
      {read ? (
        <Alert
          type={read.state === 'read' ? 'success' : 'info'}
          showIcon
          role="status"
          title={t(`payments.billState.${read.state}`, { lines: read.lines, differences: read.differences })}
        />
      ) : null}
      <Form
        name="bill"
        form={form}
        layout="vertical"
        onFinish={(fields) => reconcile.mutate(fields)}
        initialValues={{ accountId: accounts[0]?.accountId }}
        clearOnDestroy
      >
        <Form.Item name="accountId" label={t('payments.account')}>
          <Select options={accounts.map(({ accountId, name }) => ({ value: accountId, label: name }))} />
        </Form.Item>
        <Form.Item
          name="day"
          label={t('payments.billDay')}
          rules={[{ required: true, message: t('payments.needDay') }]}
        >
          <DayInput />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
