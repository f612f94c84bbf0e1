import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useRemoveAudience, type Audience, type useRefreshAudience } from '../../api/audiences.ts';
import { Refused } from '../../api/client.ts';

interface AudienceActionsProps {
  audience: Audience;
  refresh: ReturnType<typeof useRefreshAudience>;
  onExport: () => void;
}

/** What can be done with an audience. What cannot be undone asks once more. */
export function AudienceActions({ audience, refresh, onExport }: AudienceActionsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const remove = useRemoveAudience(audience.audienceId);
  const askRemove = () =>
    void modal.confirm({
      title: t('audiences.removeTitle', { name: audience.name }),
      content: t('audiences.removeText'),
      okText: t('audiences.remove'),
      icon: null,
      centered: true,
      onOk: () =>
        remove.mutateAsync().then(
          () => navigate('/console/audiences'),
          (error: unknown) =>
            void message.error(
              error instanceof Refused ? `${error.message} ${error.problem.remedy}` : t('app.unreachable'),
            ),
        ),
    });
  return (
    <>
      <Button onClick={askRemove}>{t('audiences.remove')}</Button>
      <Button onClick={() => void navigate(`/console/audiences/${audience.audienceId}/rule`)}>
        {t('audiences.edit')}
      </Button>
      <Button loading={refresh.isPending} onClick={() => refresh.mutate()}>
        {t('audiences.refresh')}
      </Button>
      <Button type="primary" onClick={onExport}>
        {t('audiences.export')}
      </Button>
    </>
  );
}
