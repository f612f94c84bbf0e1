import type { ProgrammeView } from '@shuke/contract';
import { App, Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProgramme, useSetProgramme } from '../../api/loyalty.ts';
import { Answer } from '../../parts/answer.tsx';
import { useConfirm } from '../../parts/confirm.ts';
import { Page } from '../../parts/page.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { PointsFields } from './points-fields.tsx';
import { bodyOf, formOf, type ProgrammeForm } from './programme-form.ts';
import { StampCardFields } from './stamp-card-fields.tsx';
import { StoredValueFields } from './stored-value-fields.tsx';
import { TierFields } from './tier-fields.tsx';

/** Where the whole programme is set. */
export function ProgrammePage() {
  const programme = useProgramme();
  return <Answer query={programme}>{(found) => <Editor key={found.version} programme={found} />}</Answer>;
}

function Editor({ programme }: { programme: ProgrammeView }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const [form] = Form.useForm<ProgrammeForm>();
  const save = useSetProgramme();
  const send = () =>
    // All that the form holds: what a switch has hidden stays as it was for when it is switched on again.
    save.mutateAsync(bodyOf(form.getFieldsValue(true) as ProgrammeForm)).then(
      () => {
        void message.success(t('loyalty.saved'));
        void navigate('/console/loyalty');
      },
      () => scrollTo(0, 0),
    );
  const submit = () =>
    confirm({
      title: t('loyalty.saveTitle'),
      content: t('loyalty.saveText'),
      okText: t('loyalty.save'),
      act: send,
    });
  const actions = (
    <Button type="primary" loading={save.isPending} onClick={form.submit}>
      {t('loyalty.save')}
    </Button>
  );
  return (
    <Page
      title={t(programme.version > 0 ? 'loyalty.edit' : 'loyalty.add')}
      back={{ to: '/console/loyalty', label: t('nav.loyalty') }}
      actions={actions}
    >
      <RefusalAlert error={save.error} />
      <Form
        name="programme"
        form={form}
        layout="vertical"
        initialValues={formOf(programme)}
        onFinish={submit}
        scrollToFirstError={{ focus: true }}
      >
        <div className="grid">
          <Panel className="span-6" title={t('loyalty.points')}>
            <PointsFields />
          </Panel>
          <Panel className="span-6" title={t('loyalty.storedValue')}>
            <StoredValueFields />
          </Panel>
          <Panel className="span-6" title={t('loyalty.tiers')}>
            <TierFields />
          </Panel>
          <Panel className="span-6" title={t('loyalty.stampCards')}>
            <StampCardFields />
          </Panel>
        </div>
      </Form>
    </Page>
  );
}
