import type { ProgrammeView } from '@shuke/contract';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTiers } from '../../api/catalog.ts';
import { useActiveTemplates } from '../../api/coupons.ts';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { nameIn, useNames } from '../audience-builder/use-names.ts';
import { useValidityWords } from './use-validity-words.ts';

export function PointsPanel({ points }: { points: ProgrammeView['points'] }) {
  const { t } = useTranslation();
  const { money, number, percent } = useFormat();
  const validityWords = useValidityWords();
  if (points === null) {
    return (
      <Panel className="span-4" title={t('loyalty.points')}>
        <div className="muted">{t('loyalty.pointsOff')}</div>
      </Panel>
    );
  }
  const { earn, burn, validity, pendingDays } = points;
  const burnText = burn
    ? t('loyalty.burnRule', {
        units: number(burn.unitsPerStep),
        step: money(burn.step),
        share: percent(burn.maxShareBps),
        way: t(`loyalty.burnWay.${burn.as}`),
      })
    : t('loyalty.noBurn');
  return (
    <Panel className="span-4" title={t('loyalty.points')}>
      <strong>{t('loyalty.earnRule', { count: earn.units, units: number(earn.units), per: money(earn.per) })}</strong>
      <ul className="plain-list">
        <li>{burnText}</li>
        <li>{pendingDays > 0 ? t('loyalty.pending', { number: pendingDays }) : t('loyalty.pendingNone')}</li>
        <li>{validityWords(validity)}</li>
      </ul>
    </Panel>
  );
}

export function StampCardsPanel({ cards }: { cards: ProgrammeView['stampCards'] }) {
  const { t } = useTranslation();
  const validityWords = useValidityWords();
  const { products } = useNames();
  const { data: templates = [] } = useActiveTemplates();
  const rewardOf = ({ reward }: (typeof cards)[number]) =>
    reward.kind === 'item'
      ? nameIn(products, reward.sku)
      : (templates.find((one) => one.templateId === reward.templateId)?.name ?? t('loyalty.rewardKind.coupon'));
  return (
    <Panel className="span-4" title={t('loyalty.stampCards')}>
      {cards.length === 0 ? <div className="muted">{t('loyalty.noStampCards')}</div> : null}
      {cards.map((card) => (
        <div key={card.cardId}>
          <strong>{card.name}</strong>
          <div>{t('loyalty.stampRule', { number: card.stamps, reward: rewardOf(card) })}</div>
          <div className="muted small">{validityWords(card.validity)}</div>
        </div>
      ))}
    </Panel>
  );
}

interface TiersPanelProps {
  tiers: ProgrammeView['tiers'];
  downgrade: ProgrammeView['downgrade'];
}

export function TiersPanel({ tiers, downgrade }: TiersPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: counted = [] } = useTiers();
  const membersOf = (tierId: string) => counted.find((one) => one.tierId === tierId)?.members ?? null;
  const review = t('loyalty.reviewEvery', { number: downgrade.reviewMonths });
  return (
    <Panel className="span-8" title={t('loyalty.tiers')}>
      <Table
        rowKey="tierId"
        dataSource={tiers}
        pagination={false}
        size="middle"
        locale={{ emptyText: t('loyalty.noTiers') }}
        columns={[
          {
            title: t('loyalty.name'),
            render: (_, tier) => (
              <>
                <strong>{tier.name}</strong>
                <div className="muted small">
                  {tier.threshold === 0
                    ? t('loyalty.lowest')
                    : t('loyalty.tierRule', { points: format.number(tier.threshold), months: tier.windowMonths })}
                  {' · '}
                  {t('loyalty.multiplierOf', { percent: format.percent(tier.multiplierBps) })}
                </div>
              </>
            ),
          },
          {
            title: t('loyalty.rights'),
            responsive: ['sm'],
            render: (_, { rights }) => rights.map(({ key }) => key).join(t('app.listComma')),
          },
          { title: t('loyalty.members'), ...NUMERIC, render: (_, { tierId }) => format.number(membersOf(tierId)) },
        ]}
      />
      {tiers.length > 0 ? (
        <div className="muted small">
          {t(`loyalty.downgradePolicy.${downgrade.policy}`)} · {review}
        </div>
      ) : null}
    </Panel>
  );
}

export function StoredValuePanel({ terms }: { terms: ProgrammeView['storedValue'] }) {
  const { t } = useTranslation();
  const { money } = useFormat();
  const { enabled, bonusRules, namedLimit, bearerLimit, spendOrder } = terms;
  if (!enabled) {
    return (
      <Panel className="span-4" title={t('loyalty.storedValue')}>
        <div className="muted">{t('loyalty.storedOff')}</div>
      </Panel>
    );
  }
  return (
    <Panel className="span-4" title={t('loyalty.storedValue')}>
      <strong>{t('loyalty.storedOn')}</strong>
      <ul className="plain-list">
        {bonusRules.map(({ from, bonus }) => (
          <li key={from}>{t('loyalty.bonusRule', { from: money(from), bonus: money(bonus) })}</li>
        ))}
        <li>{t('loyalty.limits', { named: money(namedLimit ?? null), bearer: money(bearerLimit ?? null) })}</li>
        {spendOrder ? (
          <li>
            {t('loyalty.spendOrder')}: {t(`loyalty.spendOrders.${spendOrder}`)}
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}
