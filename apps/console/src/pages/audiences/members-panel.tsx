import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMembers, type Audience, type AudienceMember } from '../../api/audiences.ts';
import { Answer } from '../../parts/answer.tsx';
import { useFormat } from '../../parts/format.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { Panel } from '../../parts/panel.tsx';

/** Who is in it and since when. */
export function MembersPanel({ audience }: { audience: Audience }) {
  const { t } = useTranslation();
  const members = useMembers(audience);
  return (
    <Panel title={t('audiences.members')} info={t('audiences.membersInfo')}>
      <Answer query={members}>
        {(items) => (
          <>
            <MemberTable members={items} />
            <LoadMore pages={members} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function MemberTable({ members }: { members: AudienceMember[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const columns: TableColumnsType<AudienceMember> = [
    { title: t('dashboards.customer'), render: (_, one) => one.hint },
    { title: t('audiences.since'), className: 'nowrap', render: (_, one) => format.instant(one.enteredAt) },
  ];
  const locale = { emptyText: t('audiences.nobody') };
  return (
    <Table rowKey="personId" columns={columns} dataSource={members} pagination={false} size="middle" locale={locale} />
  );
}
