import { Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { RefusalAlert } from './refusal-alert.tsx';

interface ReasonDrawerProps {
  open: boolean;
  title: string;
  text: string;
  okText: string;
  label: string;
  /** How the act goes that the reason is for. */
  act: { isPending: boolean; error: Error | null };
  onSubmit: (reason: string) => void;
  onClose: () => void;
}

/** Asks why, before something is done that needs a reason. A refusal is told beside it. */
export function ReasonDrawer({ open, title, text, okText, label, act, onSubmit, onClose }: ReasonDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ reason: string }>();
  const footer = (
    <Button type="primary" danger block onClick={form.submit} loading={act.isPending}>
      {okText}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={title} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{text}</p>
      <RefusalAlert error={act.error} />
      <Form
        name="reason"
        form={form}
        layout="vertical"
        onFinish={({ reason }) => onSubmit(reason.trim())}
        clearOnDestroy
      >
        <Form.Item
          name="reason"
          label={label}
          rules={[{ required: true, whitespace: true, message: t('app.needValue') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
