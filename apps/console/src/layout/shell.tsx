import { Alert, Layout, Menu } from 'antd';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import type { SessionView } from '@shuke/contract';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Loading } from '../parts/loading.tsx';
import { Mark } from '../parts/mark.tsx';
import { Account } from './account.tsx';
import { SECTIONS } from './sections.tsx';

/** The frame of every page behind the sign-in: where one can go, at which merchant, as whom. */
export function Shell({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <Side />
      <Layout>
        <Layout.Header className="shell-header">
          <div className="shell-merchant">
            <span className="narrow-only">
              <Mark nameless size={28} />
            </span>
            <span>{session.merchant?.name}</span>
          </div>
          <div style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
            <LanguageSwitch />
            <Account name={session.staff.displayName} />
          </div>
        </Layout.Header>
        <main id="content" className="shell-content" tabIndex={-1}>
          <Alert.ErrorBoundary key={pathname} title={t('app.broken')} description={t('app.brokenText')}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Alert.ErrorBoundary>
        </main>
      </Layout>
      <Tabs />
    </Layout>
  );
}

const useSection = (): string => useLocation().pathname.split('/')[2] ?? 'dashboards';

/** The ways to the sections on a wide screen. */
function Side() {
  const { t } = useTranslation();
  const items = SECTIONS.map(({ key, icon }) => ({
    key,
    icon,
    label: <Link to={`/console/${key}`}>{t(`nav.${key}`)}</Link>,
  }));
  return (
    <Layout.Sider className="shell-sider" width={208}>
      <div style={{ position: 'sticky', top: 0 }}>
        <div style={{ padding: 16, overflow: 'hidden', whiteSpace: 'nowrap' }}>
          <Mark light />
        </div>
        <nav aria-label={t('app.sections')}>
          <Menu theme="dark" mode="inline" selectedKeys={[useSection()]} items={items} />
        </nav>
      </div>
    </Layout.Sider>
  );
}

/** The same ways under a thumb. */
function Tabs() {
  const { t } = useTranslation();
  const section = useSection();
  const tabs = useRef<HTMLElement>(null);
  // There are more of them than fit: the one where somebody is must be among those in sight.
  useEffect(() => {
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  return (
    <nav ref={tabs} className="shell-tabs" aria-label={t('app.sections')}>
      {SECTIONS.map(({ key, icon }) => (
        <Link key={key} to={`/console/${key}`} aria-current={section === key ? 'page' : undefined}>
          {icon}
          {t(`nav.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
