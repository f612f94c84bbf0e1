import { CONSENT_CHANNELS, CONSENT_PURPOSES, type AudienceExportBody } from '@shuke/contract';
import { Alert, Button, Drawer, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExportAudience, type Audience } from '../../api/audiences.ts';
import { useFormat } from '../../parts/format.ts';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { SwitchField } from '../../parts/form-fields.tsx';
import { keepFile, peopleIn } from './exported.ts';

interface ExportDrawerProps {
  audience: Audience;
  open: boolean;
  onClose: () => void;
}

const FIRST: AudienceExportBody = { purpose: 'marketing', channel: 'sms', identifiers: false };

/** Asks what the people are wanted for; only who agrees to that goes into the file. */
export function ExportDrawer({ audience, open, onClose }: ExportDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<AudienceExportBody>();
  const [people, setPeople] = useState<number | null>(null);
  const { mutateAsync, error, isPending } = useExportAudience(audience.audienceId);
  const submit = (body: AudienceExportBody) =>
    void mutateAsync(body)
      .then(async (file) => {
        setPeople(peopleIn(await file.text()));
        keepFile(file, `${audience.name}.csv`);
      })
      // What was refused is said above the form.
      .catch(() => setPeople(null));
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={isPending}>
      {t('audiences.download')}
    </Button>
  );
  return (
    <Drawer open={open} onClose={onClose} title={t('audiences.export')} size={420} footer={footer} destroyOnHidden>
      <p className="muted">{t('audiences.exportText')}</p>
      <RefusalAlert error={error} />
      {people === null ? null : <Outcome people={people} members={audience.members} />}
      <Form name="export" form={form} layout="vertical" onFinish={submit} initialValues={FIRST}>
        <Form.Item name="purpose" label={t('rules.purposeTitle')}>
          <Select options={CONSENT_PURPOSES.map((value) => ({ value, label: t(`rules.purpose.${value}`) }))} />
        </Form.Item>
        <Form.Item name="channel" label={t('rules.channelTitle')}>
          <Select options={CONSENT_CHANNELS.map((value) => ({ value, label: t(`rules.channel.${value}`) }))} />
        </Form.Item>
        <SwitchField name="identifiers" label={t('audiences.identifiers')} extra={t('audiences.identifiersText')} />
      </Form>
    </Drawer>
  );
}

/** How many are in the file, and how many the want of consent kept out. */
function Outcome({ people, members }: { people: number; members: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = Math.max(0, members - people);
  return (
    <Alert
      style={{ marginBottom: 16 }}
      type={left === 0 ? 'success' : 'info'}
      showIcon
      title={t('audiences.exported', { count: people, shown: format.number(people) })}
      description={left === 0 ? undefined : t('audiences.leftOut', { count: left, shown: format.number(left) })}
    />
  );
}
