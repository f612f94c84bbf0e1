import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangeMiniProgram, useConnectMiniProgram, type MiniProgram } from '../../api/channels.ts';
import { ConnectDrawer } from '../../parts/connect-drawer.tsx';
import { filled } from '../../parts/filled.ts';
import { Field, SwitchField } from '../../parts/form-fields.tsx';

interface Fields {
  name: string;
  appId: string;
  appSecret?: string;
  baseUrl?: string;
  active?: boolean;
}

interface MiniProgramDrawerProps {
  /** The one that is changed; null for none, which closes it. */
  program: MiniProgram | 'new' | null;
  onClose: () => void;
}

/** Connects a mini program, or changes one. Its secret is written here and shown nowhere. */
export function MiniProgramDrawer({ program, onClose }: MiniProgramDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const connect = useConnectMiniProgram();
  const change = useChangeMiniProgram();
  const known = program === 'new' ? null : program;
  const submit = ({ name, appId, appSecret, baseUrl, active }: Fields) => {
    const optional = filled({ appSecret, baseUrl });
    const done = { onSuccess: onClose };
    if (known) change.mutate({ accountId: known.accountId, name, active, ...optional }, done);
    else connect.mutate({ name, appId, appSecret: appSecret ?? '', ...optional }, done);
  };
  return (
    <ConnectDrawer
      name="miniProgram"
      form={form}
      isOpen={program !== null}
      title={known ? t('channels.changeOf', { name: known.name }) : t('channels.connectMiniProgram')}
      act={t(known ? 'channels.save' : 'channels.connectMiniProgram')}
      changes={[connect, change]}
      initialValues={known ?? {}}
      onSubmit={submit}
      onClose={onClose}
    >
      <ProgramFields isKnown={known !== null} />
    </ConnectDrawer>
  );
}

function ProgramFields({ isKnown }: { isKnown: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" label={t('channels.programName')} needed>
        <Input maxLength={100} />
      </Field>
      <Field name="appId" label={t('channels.appId')} extra={t('channels.appIdText')} needed>
        <Input disabled={isKnown} autoComplete="off" />
      </Field>
      <Field
        name="appSecret"
        label={t('channels.appSecret')}
        extra={t(isKnown ? 'channels.secretKept' : 'channels.appSecretText')}
        needed={!isKnown}
      >
        <Input.Password autoComplete="new-password" spellCheck={false} />
      </Field>
      <Field name="baseUrl" label={t('channels.wechatUrl')}>
        <Input inputMode="url" placeholder="https://api.weixin.qq.com" />
      </Field>
      {isKnown ? (
        <SwitchField name="active" label={t('channels.active')} extra={t('channels.programActiveText')} />
      ) : null}
    </>
  );
}
