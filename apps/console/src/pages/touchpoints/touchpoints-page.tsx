import { PlusOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sheetUrl, useFunnel } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { FunnelPanel } from './funnel-panel.tsx';
import { NewTouchpointDrawer } from './new-touchpoint-drawer.tsx';

export function TouchpointsPage() {
  const { t } = useTranslation();
  const funnel = useFunnel();
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t('touchpoints.add')}
    </Button>
  );
  const hasSome = (funnel.data?.touchpoints.length ?? 0) > 0;
  const print = (
    <Button icon={<PrinterOutlined aria-hidden />} href={sheetUrl()} download>
      {t('touchpoints.print')}
    </Button>
  );
  const actions = hasSome ? (
    <>
      {print}
      {add}
    </>
  ) : null;
  return (
    <Page title={t('nav.touchpoints')} subtitle={t('touchpoints.subtitle')} actions={actions}>
      <Answer query={funnel}>
        {(found) =>
          found.touchpoints.length === 0 ? (
            <NothingYet title={t('touchpoints.none')} text={t('touchpoints.noneText')} action={add} />
          ) : (
            <FunnelPanel funnel={found} />
          )
        }
      </Answer>
      <NewTouchpointDrawer open={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}
