import type { OrderSettlement, OrderView } from '@shuke/contract';
import { Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';

type UsedPromotion = OrderSettlement['promotions'][number];

interface PromotionsPanelProps {
  lines: OrderView['lines'];
  promotions: UsedPromotion[];
}

/** Each promotion of an order, with what it took off which goods. */
export function PromotionsPanel({ lines, promotions }: PromotionsPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = (line: number | null) => (line === null ? t('orders.delivery') : (lines[line - 1]?.name ?? ''));
  return (
    <Panel className="span-8" title={t('orders.usedPromotions')} info={t('orders.usedPromotionsInfo')}>
      <Table
        rowKey="promotionId"
        dataSource={promotions}
        pagination={false}
        size="middle"
        locale={{ emptyText: t('orders.noPromotions') }}
        columns={[
          {
            title: t('orders.promotion'),
            render: (_, one) => (
              <>
                <PromotionName promotion={one} /> <Tag>{t(`orders.promotionKind.${one.kind}`)}</Tag>
                {one.shares.map(({ line, amount }) => (
                  <div key={line ?? 0} className="muted small">
                    {t('orders.share', { amount: format.money(amount), what: nameOf(line) })}
                  </div>
                ))}
              </>
            ),
          },
          { title: t('orders.discount'), ...NUMERIC, render: (_, one) => format.money(one.discount) },
        ]}
      />
    </Panel>
  );
}

/** A price rule leads to its page; a coupon is named with the codes that were shown. */
function PromotionName({ promotion: { promotionId, kind, name, coupons } }: { promotion: UsedPromotion }) {
  const { t } = useTranslation();
  const said = name ?? t(`orders.promotionKind.${kind}`);
  if (kind === 'rule') return <Link to={`/console/promotions/${promotionId}`}>{said}</Link>;
  return (
    <>
      <strong>{said}</strong> {coupons.length > 0 ? <span className="code small">{coupons.join(' ')}</span> : null}
    </>
  );
}
