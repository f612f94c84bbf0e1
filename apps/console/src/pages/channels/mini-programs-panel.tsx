import { Button, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMiniPrograms, type MiniProgram } from '../../api/channels.ts';
import { Answer } from '../../parts/answer.tsx';
import { Panel } from '../../parts/panel.tsx';
import { MiniProgramDrawer } from './mini-program-drawer.tsx';

/** The merchant's own apps within WeChat. */
export function MiniProgramsPanel() {
  const { t } = useTranslation();
  const programs = useMiniPrograms();
  const [edited, setEdited] = useState<MiniProgram | 'new' | null>(null);
  const connect = <Button onClick={() => setEdited('new')}>{t('channels.connectMiniProgram')}</Button>;
  return (
    <Panel title={t('channels.miniPrograms')} info={t('channels.miniProgramsInfo')} extra={connect}>
      <Answer query={programs} height={120}>
        {(items) =>
          items.length === 0 ? (
            <div className="muted">{t('channels.noMiniPrograms')}</div>
          ) : (
            <ProgramTable programs={items} onChange={setEdited} />
          )
        }
      </Answer>
      <MiniProgramDrawer program={edited} onClose={() => setEdited(null)} />
    </Panel>
  );
}

interface ProgramTableProps {
  programs: MiniProgram[];
  onChange: (program: MiniProgram) => void;
}

function ProgramTable({ programs, onChange }: ProgramTableProps) {
  const { t } = useTranslation();
  const columns: TableColumnsType<MiniProgram> = [
    {
      title: t('channels.programName'),
      render: (_, { name, active, appId }) => (
        <>
          <strong>{name}</strong>{' '}
          <Tag color={active ? 'success' : 'default'}>{t(active ? 'channels.on' : 'channels.off')}</Tag>
          <div className="muted small">{appId}</div>
        </>
      ),
    },
    {
      render: (_, one) => (
        <Button onClick={() => onChange(one)} aria-label={t('channels.changeOf', { name: one.name })}>
          {t('channels.change')}
        </Button>
      ),
    },
  ];
  return <Table rowKey="accountId" columns={columns} dataSource={programs} pagination={false} size="middle" />;
}
