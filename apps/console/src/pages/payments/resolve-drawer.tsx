import type { PaymentDifferenceResolution, PaymentDifferenceView } from '@shuke/contract';
import { Button, Drawer, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useResolveDifference } from '../../api/payments.ts';
import { useFormat } from '../../parts/format.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

interface ResolveDrawerProps {
  difference: PaymentDifferenceView | null;
  onClose: () => void;
}

/** Says what a difference means, proposes what to do about it, and does what is chosen. */
export function ResolveDrawer({ difference, onClose }: ResolveDrawerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form] = Form.useForm<PaymentDifferenceResolution>();
  const resolve = useResolveDifference();
  const action = Form.useWatch('action', form);
  const close = () => {
    resolve.reset();
    onClose();
  };
  const submit = (fields: PaymentDifferenceResolution) =>
    difference &&
    resolve.mutate(
      { differenceId: difference.differenceId, ...fields, note: fields.note || undefined },
      {
        onSuccess: close,
      },
    );
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={resolve.isPending}>
      {t('payments.doIt')}
    </Button>
  );
  return (
    <Drawer
      open={difference !== null}
      onClose={close}
      title={difference ? t(`payments.kind.${difference.kind}`) : ''}
      size={420}
      footer={footer}
      destroyOnHidden
    >
      {difference ? (
        <>
          <p>{t(`payments.means.${difference.kind}`)}</p>
          <p className="muted small" style={{ overflowWrap: 'anywhere' }}>
            {difference.outNo}
          </p>
          <p>
            {t('payments.ours')} {format.money(difference.ours)} · {t('payments.theirs')}{' '}
            {format.money(difference.theirs)}
          </p>
          <RefusalAlert error={resolve.error} />
          <Form
            name="resolution"
            form={form}
            layout="vertical"
            onFinish={submit}
            initialValues={{ action: difference.proposed }}
            clearOnDestroy
          >
            <Form.Item name="action" label={t('payments.toDo')}>
              <Radio.Group
                style={{ display: 'grid', gap: 8 }}
                options={difference.possible.map((value) => ({ value, label: t(`payments.action.${value}`) }))}
              />
            </Form.Item>
            <p className="muted small">{action ? t(`payments.actionText.${action}`) : null}</p>
            <Form.Item
              name="note"
              label={t('payments.note')}
              rules={[{ required: action === 'note', whitespace: true, message: t('payments.needNote') }]}
            >
              <Input.TextArea maxLength={500} rows={3} />
            </Form.Item>
          </Form>
        </>
      ) : null}
    </Drawer>
  );
}
