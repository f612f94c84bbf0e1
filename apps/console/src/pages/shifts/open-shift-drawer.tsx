import type { NewShift } from '@shuke/contract';
import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOpenShift } from '../../api/shifts.ts';
import { useStores } from '../../api/touchpoints.ts';
import { ChoiceField, MoneyField } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

/** Asks where the shift is and what change lies in the drawer. */
export function OpenShiftDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NewShift>();
  const { data: stores = [] } = useStores();
  const openShift = useOpenShift();
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={openShift.isPending}>
      {t('shifts.open')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('shifts.open')} size={420} footer={footer} destroyOnHidden>
      <RefusalAlert error={openShift.error} />
      <Form
        name="shift"
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={{ storeCode: stores[0]?.code, float: '0' }}
        onFinish={(shift) => openShift.mutate(shift, { onSuccess: onClose })}
      >
        <ChoiceField
          name="storeCode"
          label={t('shifts.store')}
          options={stores.map(({ code, name }) => ({ value: code, label: name }))}
          needed
        />
        <MoneyField name="float" label={t('shifts.float')} needed />
      </Form>
    </Drawer>
  );
}
