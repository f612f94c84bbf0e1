import { Button, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnmatched, type UnmatchedItem } from '../../api/channels.ts';
import { useMay } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { LinkDrawer } from './link-drawer.tsx';

const HUNDREDTH_BPS = 100;

/** What platforms sold under a name that no product has, each to be linked to one. */
export function UnmatchedPanel() {
  const { t } = useTranslation();
  const unmatched = useUnmatched();
  const [linked, setLinked] = useState<UnmatchedItem | null>(null);
  return (
    <Panel title={t('channels.unmatched')} info={t('channels.unmatchedInfo')}>
      <Answer query={unmatched} height={120}>
        {(items) =>
          items.length === 0 ? (
            <div className="muted">{t('channels.noUnmatched')}</div>
          ) : (
            <ItemTable items={items} onLink={setLinked} />
          )
        }
      </Answer>
      <LinkDrawer item={linked} onClose={() => setLinked(null)} />
    </Panel>
  );
}

function ItemTable({ items, onLink }: { items: UnmatchedItem[]; onLink: (item: UnmatchedItem) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayLink = useMay('catalog:write');
  const columns: TableColumnsType<UnmatchedItem> = [
    {
      title: t('channels.product'),
      render: (_, { name, channel, lastSeenAt, suggestion }) => (
        <>
          <strong>{name}</strong>
          <div className="muted small">
            {t(`channels.name.${channel}`)} · {format.instant(lastSeenAt)}
          </div>
          {suggestion ? (
            <div className="muted small">
              {suggestion.name} ·{' '}
              {t('channels.alike', { percent: format.percent(suggestion.likeness * HUNDREDTH_BPS) })}
            </div>
          ) : null}
        </>
      ),
    },
    { title: t('channels.sold'), ...NUMERIC, render: (_, one) => format.number(one.times) },
  ];
  if (mayLink)
    columns.push({
      render: (_, one) => (
        <Button onClick={() => onLink(one)} aria-label={t('channels.linkOf', { name: one.name })}>
          {t('channels.link')}
        </Button>
      ),
    });
  const keyOf = ({ channel, itemRef }: UnmatchedItem): string => `${channel} ${itemRef}`;
  return <Table rowKey={keyOf} columns={columns} dataSource={items} pagination={false} size="middle" />;
}
