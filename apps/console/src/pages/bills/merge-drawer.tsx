import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBills, useMergeBills } from '../../api/bills.ts';
import { ChoiceField } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import type { BillDrawerProps } from './bill-drawer.ts';

/** Puts other open bills of the store onto this one. */
export function MergeDrawer({ bill, open, onClose }: BillDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ billIds: string[] }>();
  const { data: bills = [] } = useBills(bill.storeCode);
  const merge = useMergeBills(bill.billId);
  const others = bills.filter(({ billId }) => billId !== bill.billId);
  const close = () => {
    merge.reset();
    onClose();
  };
  const submit = ({ billIds }: { billIds: string[] }) => {
    const chosen = others.filter(({ billId }) => billIds.includes(billId));
    const named = chosen.map(({ billId, version }) => ({ billId, version }));
    merge.mutate({ version: bill.version, bills: named }, { onSuccess: close });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={merge.isPending} disabled={others.length === 0}>
      {t('bills.merge')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={close} title={t('bills.merge')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t(others.length === 0 ? 'bills.noOthers' : 'bills.mergeText')}</p>
      <RefusalAlert error={merge.error} />
      <Form name="merge" form={form} layout="vertical" onFinish={submit} clearOnDestroy>
        <ChoiceField
          name="billIds"
          label={t('bills.mergeWhich')}
          options={others.map(({ billId, label }) => ({ value: billId, label }))}
          many
          needed
        />
      </Form>
    </Drawer>
  );
}
