import { Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useOpenBill } from '../../api/bills.ts';
import { useStores } from '../../api/touchpoints.ts';
import { ChoiceField, Field } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { GoodsFields, ONE_MORE, type GoodsRow } from './goods-fields.tsx';

const KINDS = ['dine_in', 'counter', 'takeaway'] as const;

interface Fields {
  storeCode: string;
  source: (typeof KINDS)[number];
  label?: string;
  lines?: GoodsRow[];
}

/** Opens a bill for a table, or holds a sale, and goes to it. */
export function OpenBillDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<Fields>();
  const { data: stores = [] } = useStores();
  const openBill = useOpenBill();
  const close = () => {
    openBill.reset();
    onClose();
  };
  const submit = ({ storeCode, source, label, lines = [] }: Fields) => {
    const name = label?.trim();
    const body = { storeCode, source, ...(name ? { label: name } : {}), lines };
    openBill.mutate(body, { onSuccess: ({ billId }) => void navigate(`/console/bills/${billId}`) });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={openBill.isPending}>
      {t('bills.openBill')}
    </Button>
  );
  const first = { source: 'dine_in', storeCode: stores.length === 1 ? stores[0]!.code : undefined, lines: [ONE_MORE] };
  return (
    <Drawer open={open} onClose={close} title={t('bills.openBill')} size={480} footer={footer} destroyOnHidden>
      <p className="muted">{t('bills.openText')}</p>
      <RefusalAlert error={openBill.error} />
      <Form name="openBill" form={form} layout="vertical" onFinish={submit} initialValues={first} clearOnDestroy>
        <ChoiceField
          name="storeCode"
          label={t('bills.store')}
          options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          needed
        />
        <ChoiceField
          name="source"
          label={t('bills.kind')}
          options={KINDS.map((value) => ({ value, label: t(`bills.kindOf.${value}`) }))}
          needed
        />
        <Field name="label" label={t('bills.label')} extra={t('bills.labelText')}>
          <Input maxLength={64} />
        </Field>
        <GoodsFields />
      </Form>
    </Drawer>
  );
}
