import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSignIn } from '../api/session.ts';
import { Entry } from '../parts/entry.tsx';
import { RefusalAlert } from '../parts/refusal-alert.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <Entry title={t('signIn.title')}>
      <RefusalAlert error={signIn.error} />
      <Form layout="vertical" size="large" requiredMark={false} onFinish={signIn.mutate}>
        <Form.Item
          name="signInName"
          label={t('signIn.name')}
          rules={[{ required: true, message: t('signIn.needName') }]}
        >
          <Input prefix={<UserOutlined aria-hidden />} autoComplete="username" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[{ required: true, message: t('signIn.needPassword') }]}
        >
          <Input.Password prefix={<LockOutlined aria-hidden />} autoComplete="current-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </Form>
      <div className="muted small">{t('signIn.hint')}</div>
    </Entry>
  );
}
