import type { ProgrammeView } from '@shuke/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProgramme } from '../../api/loyalty.ts';
import { Answer } from '../../parts/answer.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { FindMember } from './find-member.tsx';
import { LiabilityPanel } from './liability-panel.tsx';
import { PointsPanel, StampCardsPanel, StoredValuePanel, TiersPanel } from './programme-panels.tsx';

/** What the programme gives, who has it, and what all of them hold together. */
export function LoyaltyPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const programme = useProgramme();
  const isSet = programme.data !== undefined && programme.data.version > 0;
  const edit = (
    <Button type="primary" onClick={() => void navigate('/console/loyalty/programme')}>
      {t(isSet ? 'loyalty.edit' : 'loyalty.add')}
    </Button>
  );
  return (
    <Page title={t('nav.loyalty')} subtitle={t('loyalty.subtitle')} actions={isSet ? edit : null}>
      <Answer query={programme}>
        {(found) =>
          isSet ? (
            <Programme programme={found} />
          ) : (
            <Panel>
              <NothingYet title={t('loyalty.none')} text={t('loyalty.noneText')} action={edit} />
            </Panel>
          )
        }
      </Answer>
    </Page>
  );
}

function Programme({ programme }: { programme: ProgrammeView }) {
  return (
    <div className="grid">
      <FindMember />
      <PointsPanel points={programme.points} />
      <StampCardsPanel cards={programme.stampCards} />
      <TiersPanel tiers={programme.tiers} downgrade={programme.downgrade} />
      <StoredValuePanel terms={programme.storedValue} />
      <LiabilityPanel />
    </div>
  );
}
