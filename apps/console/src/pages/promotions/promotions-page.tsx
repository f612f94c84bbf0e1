import { PlusOutlined } from '@ant-design/icons';
import { PROMOTION_STATUSES, type PromotionStatus, type PromotionView } from '@shuke/contract';
import { Button, Segmented, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { usePromotions } from '../../api/promotions.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PromotionStatusTag } from './promotion-status.tsx';
import { usePromotionWords } from './use-promotion-words.ts';

type Chosen = PromotionStatus | 'all';

export function PromotionsPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Chosen>('all');
  const promotions = usePromotions(chosen === 'all' ? undefined : chosen);
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/console/promotions/new')}>
      {t('promotions.add')}
    </Button>
  );
  const hasNone = promotions.data?.length === 0 && chosen === 'all';
  const choice = (
    <Segmented<Chosen>
      aria-label={t('promotions.state')}
      value={chosen}
      onChange={setChosen}
      options={[
        { value: 'all', label: t('promotions.all') },
        ...PROMOTION_STATUSES.map((value) => ({ value, label: t(`promotions.status.${value}`) })),
      ]}
    />
  );
  return (
    <Page title={t('nav.promotions')} subtitle={t('promotions.subtitle')} actions={hasNone ? null : add}>
      {hasNone ? null : choice}
      <Panel>
        <Answer query={promotions}>
          {(items) =>
            hasNone ? (
              <NothingYet title={t('promotions.none')} text={t('promotions.noneText')} action={add} />
            ) : (
              <>
                <PromotionTable promotions={items} />
                <LoadMore pages={promotions} />
              </>
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function PromotionTable({ promotions }: { promotions: PromotionView[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePromotionWords();
  const columns: TableColumnsType<PromotionView> = [
    {
      title: t('promotions.name'),
      render: (_, one) => (
        <>
          <Link to={`/console/promotions/${one.promotionId}`}>
            <strong>{one.name}</strong>
          </Link>
          <div className="muted small">{words.benefit(one.rule)}</div>
        </>
      ),
    },
    { title: t('promotions.state'), render: (_, one) => <PromotionStatusTag status={one.status} /> },
    {
      title: t('promotions.versionTitle'),
      ...NUMERIC,
      responsive: ['sm'],
      render: (_, one) => format.number(one.version),
    },
    {
      title: t('promotions.changed'),
      className: 'nowrap',
      responsive: ['md'],
      render: (_, one) => format.instant(one.updatedAt),
    },
  ];
  return (
    <Table
      rowKey="promotionId"
      columns={columns}
      dataSource={promotions}
      pagination={false}
      size="middle"
      locale={{ emptyText: t('promotions.noneInStatus') }}
    />
  );
}
