import { IDENTIFIER_KINDS, type Identifier } from '@shuke/contract';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFindCustomer } from '../../api/loyalty.ts';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

/** Finds a member by what the member tells or shows, and leads to their page. */
export function FindMember() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const find = useFindCustomer();
  const submit = ({ kind, value }: Identifier) =>
    find.mutate(
      { kind, value: value.trim() },
      { onSuccess: ({ customerId }) => void navigate(`/console/loyalty/members/${customerId}`) },
    );
  return (
    <Panel className="span-4" title={t('loyalty.find')} info={t('loyalty.findText')}>
      <RefusalAlert error={find.error} />
      <Form name="find" layout="vertical" onFinish={submit} initialValues={{ kind: 'phone' }}>
        <Form.Item name="kind" label={t('loyalty.kind')}>
          <Select options={IDENTIFIER_KINDS.map((value) => ({ value, label: t(`loyalty.identifier.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="value"
          label={t('loyalty.value')}
          rules={[{ required: true, whitespace: true, message: t('loyalty.needValue') }]}
        >
          <Input maxLength={254} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" loading={find.isPending}>
          {t('loyalty.show')}
        </Button>
      </Form>
    </Panel>
  );
}
