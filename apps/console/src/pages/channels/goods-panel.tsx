import type { ChannelOrderView } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { NUMERIC } from '../../parts/columns.ts';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

/** What a platform's guest ordered, as the platform calls it. */
export function GoodsPanel({ lines }: { lines: ChannelOrderView['lines'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-8" title={t('channels.goods')}>
      <Table
        rowKey={(line) => lines.indexOf(line)}
        dataSource={lines}
        pagination={false}
        size="middle"
        columns={[
          {
            title: t('channels.product'),
            render: (_, { name, choices, sku }) => (
              <>
                {name}
                <div className="muted small">
                  {[choices, sku ?? t('channels.unmatchedLine')].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          { title: t('channels.quantity'), ...NUMERIC, render: (_, line) => line.quantity },
          { title: t('channels.list'), ...NUMERIC, render: (_, line) => format.money(line.list) },
        ]}
      />
    </Panel>
  );
}

/** What was taken off, and who bears it. */
export function DiscountsPanel({ discounts }: { discounts: ChannelOrderView['discounts'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel title={t('channels.discounts')}>
      {discounts.length === 0 ? <div className="muted">{t('channels.noDiscounts')}</div> : null}
      {discounts.map(({ label, platform, merchant }, i) => (
        <Figure
          key={i}
          small
          label={label}
          value={t('channels.discountShares', { platform: format.money(platform), merchant: format.money(merchant) })}
        />
      ))}
    </Panel>
  );
}
