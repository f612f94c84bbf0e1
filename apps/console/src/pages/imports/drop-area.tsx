import { InboxOutlined } from '@ant-design/icons';
import { Progress, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useUpload } from '../../api/imports.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { COLORS } from '../../theme.ts';

/** Where a file is dropped or chosen. Sending it imports nothing yet: the preview comes next. */
export function DropArea() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const sending = useUpload();
  const send = (file: File): false => {
    sending.mutate(file, { onSuccess: ({ importId }) => void navigate(`/console/imports/${importId}`) });
    // The component is not to send the file itself.
    return false;
  };
  return (
    <section aria-label={t('imports.drop')}>
      <RefusalAlert error={sending.error} />
      <Upload.Dragger
        accept=".csv,.tsv,.txt,.gz"
        maxCount={1}
        showUploadList={false}
        beforeUpload={send}
        disabled={sending.isPending}
        style={{ background: COLORS.card }}
      >
        <div style={{ padding: '8px 16px' }}>
          <InboxOutlined aria-hidden style={{ fontSize: 40, color: COLORS.sign }} />
          <div style={{ fontSize: 16, fontWeight: 600, marginTop: 8 }}>{t('imports.drop')}</div>
          <div className="muted">{t('imports.dropText')}</div>
          {sending.isPending ? (
            <div style={{ maxWidth: 360, margin: '12px auto 0' }}>
              <Progress percent={sending.percent} aria-label={t('imports.sending')} />
              <div className="small">{t('imports.sending')}</div>
            </div>
          ) : null}
        </div>
      </Upload.Dragger>
      <p className="muted small">{t('imports.twice')}</p>
    </section>
  );
}
