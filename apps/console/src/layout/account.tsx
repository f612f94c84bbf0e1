import { KeyOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSignOut } from '../api/session.ts';

/** Who is signed in, and what they can do with their own session. */
export function Account({ name }: { name: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const items = [
    {
      key: 'password',
      icon: <KeyOutlined aria-hidden />,
      label: t('app.changePassword'),
      onClick: () => void navigate('/console/password'),
    },
    { key: 'out', icon: <LogoutOutlined aria-hidden />, label: t('app.signOut'), onClick: () => signOut.mutate() },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={t('app.account', { name })}>
        <span className="wide-only">{name}</span>
      </Button>
    </Dropdown>
  );
}
