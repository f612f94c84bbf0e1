import { AimOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useAudiences, type Audience } from '../../api/audiences.ts';
import { Answer } from '../../parts/answer.tsx';
import { NUMERIC } from '../../parts/columns.ts';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { NothingYet } from '../../parts/nothing-yet.tsx';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { useRuleWords } from '../audience-builder/use-rule-words.ts';

export function AudiencesPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const audiences = useAudiences();
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/console/audiences/new')}>
      {t('audiences.add')}
    </Button>
  );
  const actions = (
    <>
      <Button icon={<AimOutlined aria-hidden />} onClick={() => void navigate('/console/audiences/likely-buyers')}>
        {t('likely.title')}
      </Button>
      {audiences.data?.length === 0 ? null : add}
    </>
  );
  return (
    <Page title={t('nav.audiences')} subtitle={t('audiences.subtitle')} actions={actions}>
      <Panel>
        <Answer query={audiences}>
          {(items) =>
            items.length === 0 ? (
              <NothingYet title={t('audiences.none')} text={t('audiences.noneText')} action={add} />
            ) : (
              <>
                <AudienceTable audiences={items} />
                <LoadMore pages={audiences} />
              </>
            )
          }
        </Answer>
      </Panel>
    </Page>
  );
}

function AudienceTable({ audiences }: { audiences: Audience[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useRuleWords();
  const columns: TableColumnsType<Audience> = [
    {
      title: t('audiences.name'),
      render: (_, one) => (
        <>
          <Link to={`/console/audiences/${one.audienceId}`}>
            <strong>{one.name}</strong>
          </Link>
          <div className="muted small">{words(one.rule)}</div>
        </>
      ),
    },
    {
      title: t('audiences.peopleNow'),
      ...NUMERIC,
      render: (_, one) => (one.refreshedAt === null ? t('audiences.looking') : format.number(one.members)),
    },
    {
      title: t('audiences.refreshed'),
      responsive: ['md'],
      className: 'nowrap',
      render: (_, one) => format.instant(one.refreshedAt),
    },
  ];
  return <Table rowKey="audienceId" columns={columns} dataSource={audiences} pagination={false} size="middle" />;
}
