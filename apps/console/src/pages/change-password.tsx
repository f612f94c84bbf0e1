import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChangePassword } from '../api/session.ts';
import { Entry } from '../parts/entry.tsx';
import { Page } from '../parts/page.tsx';
import { Panel } from '../parts/panel.tsx';
import { RefusalAlert } from '../parts/refusal-alert.tsx';

interface Fields {
  oldPassword: string;
  newPassword: string;
  again: string;
}

/** Stands before everything else as long as the one-time password is the only one. */
export function FirstPasswordPage() {
  const { t } = useTranslation();
  return (
    <Entry title={t('password.title')}>
      <div className="muted">{t('password.why')}</div>
      <PasswordForm />
    </Entry>
  );
}

export function ChangePasswordPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('app.changePassword')}>
      <Panel>
        <div style={{ maxWidth: 420 }}>
          <PasswordForm />
        </div>
      </Panel>
    </Page>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const change = useChangePassword();
  const save = ({ oldPassword, newPassword }: Fields) =>
    change.mutate(
      { oldPassword, newPassword },
      {
        onSuccess: () => {
          void message.success(t('password.done'));
          void navigate('/console');
        },
      },
    );
  return (
    <Form<Fields> layout="vertical" size="large" requiredMark={false} onFinish={save}>
      <RefusalAlert error={change.error} />
      <Form.Item
        name="oldPassword"
        label={t('password.old')}
        rules={[{ required: true, message: t('signIn.needPassword') }]}
      >
        <Input.Password autoComplete="current-password" autoFocus />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('password.fresh')}
        extra={t('password.rule')}
        rules={[{ required: true, min: 10, message: t('password.rule') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('password.again')}
        dependencies={['newPassword']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_, value) => {
              if (value !== getFieldValue('newPassword')) throw new Error(t('password.differ'));
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  );
}
