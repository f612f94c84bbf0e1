import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProgramme, useUnitsByHand } from '../../api/loyalty.ts';
import { ChoiceField, CountField } from '../../parts/form-fields.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

export type ByHand = 'points' | 'stamps';

interface ByHandDrawerProps {
  /** What is given, or null while nothing is. */
  what: ByHand | null;
  customerId: string;
  onClose: () => void;
}

interface Fields {
  points: number;
  cardId: string;
  stamps: number;
  reason: string;
}

/** Gives or takes points, or gives stamps, with the reason on record. */
export function ByHandDrawer({ what, customerId, onClose }: ByHandDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const give = useUnitsByHand(customerId);
  const submit = ({ points, cardId, stamps, reason }: Fields) =>
    give.mutate(
      what === 'points'
        ? { what: 'points-adjustments', points, reason: reason.trim() }
        : { what: 'stamps', cardId, stamps, reason: reason.trim() },
      {
        onSuccess: () => {
          void message.success(t('loyalty.done'));
          onClose();
        },
      },
    );
  const title = t(what === 'stamps' ? 'loyalty.giveStamps' : 'loyalty.adjust');
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={give.isPending}>
      {title}
    </Button>
  );
  return (
    <Drawer open={what !== null} onClose={onClose} title={title} size={420} footer={footer} destroyOnHidden>
      <RefusalAlert error={give.error} />
      <Form name="by-hand" form={form} layout="vertical" onFinish={submit} preserve={false}>
        {what === 'stamps' ? <StampFields /> : <PointsField />}
        <Form.Item
          name="reason"
          label={t('loyalty.reason')}
          extra={t('loyalty.reasonText')}
          rules={[{ required: true, whitespace: true, message: t('loyalty.needReason') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Drawer>
  );
}

function PointsField() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="points"
      label={t('loyalty.adjustPoints')}
      extra={t('loyalty.adjustText')}
      rules={[{ required: true, message: t('app.needValue') }]}
    >
      <InputNumber min={-1_000_000} max={1_000_000} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
}

function StampFields() {
  const { t } = useTranslation();
  const { data: programme } = useProgramme();
  const cards = programme?.stampCards ?? [];
  return (
    <>
      <ChoiceField
        name="cardId"
        label={t('loyalty.stampCards')}
        options={cards.map(({ cardId, name }) => ({ value: cardId, label: name }))}
        needed
      />
      <CountField name="stamps" label={t('loyalty.stampCount')} max={1000} needed />
    </>
  );
}
