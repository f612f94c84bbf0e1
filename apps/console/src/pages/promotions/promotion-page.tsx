import type { PromotionRule, PromotionView } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePromotion, usePromotionVersions } from '../../api/promotions.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { PromotionActions } from './promotion-actions.tsx';
import { PromotionStatusTag } from './promotion-status.tsx';
import { usePromotionWords } from './use-promotion-words.ts';

/** One promotion: its rule in words, what it does to a cart, and every version it had. */
export function PromotionPage() {
  const { promotionId } = useParams();
  const promotion = usePromotion(promotionId);
  return <Answer query={promotion}>{(found) => <Promotion promotion={found} />}</Answer>;
}

function Promotion({ promotion }: { promotion: PromotionView }) {
  const { t } = useTranslation();
  const subtitle = (
    <>
      <PromotionStatusTag status={promotion.status} />
      {t(`promotions.statusText.${promotion.status}`)}
    </>
  );
  return (
    <Page
      title={promotion.name}
      subtitle={subtitle}
      back={{ to: '/console/promotions', label: t('nav.promotions') }}
      actions={<PromotionActions promotion={promotion} />}
    >
      <div className="grid">
        <Panel className="span-6" title={t('promotions.rule')}>
          <RuleWords rule={promotion.rule} />
        </Panel>
        <PreviewPanel promotion={promotion} />
        <History promotionId={promotion.promotionId} />
      </div>
    </Page>
  );
}

function RuleWords({ rule }: { rule: PromotionRule }) {
  const { t } = useTranslation();
  const words = usePromotionWords();
  const conditions = words.conditions(rule);
  return (
    <>
      <strong>{t(`promotions.kind.${rule.benefit.kind}`)}</strong>
      <div>{words.benefit(rule)}</div>
      <ul className="plain-list">
        {(conditions.length > 0 ? conditions : [t('promotions.said.everybody')]).map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
}

function History({ promotionId }: { promotionId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = usePromotionWords();
  const versions = usePromotionVersions(promotionId);
  return (
    <Panel title={t('promotions.history')} info={t('promotions.historyInfo')}>
      <Answer query={versions} height={96}>
        {(items) => (
          <Table
            rowKey="version"
            dataSource={items}
            pagination={false}
            size="middle"
            columns={[
              {
                title: t('promotions.versionTitle'),
                className: 'nowrap',
                render: (_, one) => t('promotions.version', { version: one.version }),
              },
              {
                title: t('promotions.rule'),
                render: (_, { rule }) => [words.benefit(rule), ...words.conditions(rule)].join(t('app.listComma')),
              },
              {
                title: t('promotions.changed'),
                className: 'nowrap',
                responsive: ['md'],
                render: (_, one) => format.instant(one.createdAt),
              },
            ]}
          />
        )}
      </Answer>
      <LoadMore pages={versions} />
    </Panel>
  );
}
