import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddToBill } from '../../api/bills.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import type { BillDrawerProps } from './bill-drawer.ts';
import { GoodsFields, ONE_MORE, type GoodsRow } from './goods-fields.tsx';

/** Adds goods to a bill, whatever it holds by then. */
export function AddDrawer({ bill, open, onClose }: BillDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ lines?: GoodsRow[] }>();
  const add = useAddToBill(bill.billId);
  const close = () => {
    add.reset();
    onClose();
  };
  const submit = ({ lines = [] }: { lines?: GoodsRow[] }) => {
    if (lines.length > 0) add.mutate({ lines }, { onSuccess: close });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={add.isPending}>
      {t('bills.add')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={close} title={t('bills.add')} size={480} footer={footer} destroyOnHidden>
      <p className="muted">{t('bills.addText')}</p>
      <RefusalAlert error={add.error} />
      <Form
        name="addGoods"
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ lines: [ONE_MORE] }}
        clearOnDestroy
      >
        <GoodsFields />
      </Form>
    </Drawer>
  );
}
