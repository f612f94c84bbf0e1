import type { ShiftReport } from '@shuke/contract';
import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCloseShift } from '../../api/shifts.ts';
import { MoneyField } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

interface CloseShiftDrawerProps {
  shift: ShiftReport;
  open: boolean;
  onClose: () => void;
}

/** Asks what was counted. What should be there is not shown here, so that it is counted and not copied. */
export function CloseShiftDrawer({ shift, open, onClose }: CloseShiftDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ counted: string }>();
  const close = useCloseShift(shift.shiftId);
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={close.isPending}>
      {t('shifts.close')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('shifts.close')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('shifts.closeText')}</p>
      <RefusalAlert error={close.error} />
      <Form
        name="closing"
        form={form}
        layout="vertical"
        preserve={false}
        onFinish={({ counted }) => close.mutate(counted, { onSuccess: onClose })}
      >
        <MoneyField name="counted" label={t('shifts.countedCash')} needed />
      </Form>
    </Drawer>
  );
}
