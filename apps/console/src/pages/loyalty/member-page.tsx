import type { CustomerView, MembershipView } from '@shuke/contract';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCustomer, useMembership, useProgramme } from '../../api/loyalty.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { HeldPanel } from './held-panel.tsx';
import { StatementPanel } from './statement-panel.tsx';
import { ByHandDrawer, type ByHand } from './by-hand-drawer.tsx';

/** What one member has of everything, until when, and how it came and went. */
export function MemberPage() {
  const { customerId = '' } = useParams();
  const customer = useCustomer(customerId);
  const membership = useMembership(customerId);
  return (
    <Answer query={customer}>
      {(found) => <Answer query={membership}>{(held) => <Member customer={found} member={held} />}</Answer>}
    </Answer>
  );
}

function Member({ customer, member }: { customer: CustomerView; member: MembershipView }) {
  const { t } = useTranslation();
  const [byHand, setByHand] = useState<ByHand | null>(null);
  const { data: programme } = useProgramme();
  const subtitle = customer.hints.map(({ kind, hint }) => (
    <span key={`${kind} ${hint}`}>
      {t(`loyalty.identifier.${kind}`)} {hint}
    </span>
  ));
  const actions = (
    <>
      {programme?.stampCards.length ? (
        <Button onClick={() => setByHand('stamps')}>{t('loyalty.giveStamps')}</Button>
      ) : null}
      {programme?.points ? <Button onClick={() => setByHand('points')}>{t('loyalty.adjust')}</Button> : null}
    </>
  );
  return (
    <Page
      title={t('loyalty.member')}
      subtitle={subtitle}
      back={{ to: '/console/loyalty', label: t('nav.loyalty') }}
      actions={actions}
    >
      <div className="grid">
        <TierPanel member={member} />
        {member.points ? <HeldPanel title={t('loyalty.points')} units={member.points} /> : null}
        {member.stampCards.map((card) => (
          <HeldPanel
            key={card.cardId}
            title={card.name}
            units={card}
            note={t('loyalty.stampsOf', { stamps: card.stamps, needed: card.needed })}
          />
        ))}
        <CardsPanel cards={member.storedCards} />
        <StatementPanel member={member} />
      </div>
      <ByHandDrawer what={byHand} customerId={member.customerId} onClose={() => setByHand(null)} />
    </Page>
  );
}

function TierPanel({ member: { tier, tierChanges } }: { member: MembershipView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: programme } = useProgramme();
  const nameOf = (tierId: string) => programme?.tiers.find((one) => one.tierId === tierId)?.name ?? tierId;
  const notes = [
    tier?.since && t('loyalty.since', { day: format.day(tier.since) }),
    tier?.reviewOn && t('loyalty.review', { day: format.day(tier.reviewOn) }),
    tier?.next && t('loyalty.toNext', { points: format.number(tier.next.missingPoints), name: tier.next.name }),
  ].filter((note) => typeof note === 'string');
  return (
    <Panel className="span-4" title={t('loyalty.tierNow')}>
      <Figure label={t('loyalty.tierNow')} value={tier?.name ?? t('loyalty.noTier')} note={notes.join(' · ')} />
      {tier?.rights.length ? (
        <div>
          {tier.rights.map((right) => (
            <Tag key={right}>{right}</Tag>
          ))}
        </div>
      ) : null}
      {tierChanges.length > 0 ? (
        <ul className="plain-list" aria-label={t('loyalty.tierChanges')}>
          {tierChanges.map(({ day, to, why }) => (
            <li key={`${day} ${to} ${why}`}>
              {format.day(day)} {t(why === 'upgrade' ? 'loyalty.upgrade' : 'loyalty.down', { name: nameOf(to) })}
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

function CardsPanel({ cards }: { cards: MembershipView['storedCards'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Panel className="span-4" title={t('loyalty.cards')}>
      {cards.length === 0 ? <div className="muted">{t('loyalty.noCards')}</div> : null}
      {cards.map(({ cardId, number, status, balance }) => (
        <Figure
          key={cardId}
          small
          label={t('loyalty.card', { number })}
          value={format.money(balance)}
          note={status === 'blocked' ? t('loyalty.blocked') : t('loyalty.active')}
        />
      ))}
    </Panel>
  );
}
