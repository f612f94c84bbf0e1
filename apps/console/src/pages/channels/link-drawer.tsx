import { Button, Drawer, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLinkItem, type UnmatchedItem } from '../../api/channels.ts';
import { ProductField } from '../../parts/product-field.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';

interface LinkDrawerProps {
  /** The item that is linked; null closes it. */
  item: UnmatchedItem | null;
  onClose: () => void;
}

/** Asks which product an item of a platform is. The one most like it is chosen to begin with. */
export function LinkDrawer({ item, onClose }: LinkDrawerProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ sku: string }>();
  const link = useLinkItem();
  const close = () => {
    link.reset();
    onClose();
  };
  const submit = ({ sku }: { sku: string }) => {
    if (item) link.mutate({ channel: item.channel, itemRef: item.itemRef, sku }, { onSuccess: close });
  };
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={link.isPending}>
      {t('channels.link')}
    </Button>
  );
  const suggestion = item?.suggestion;
  return (
    <Drawer
      open={item !== null}
      onClose={close}
      title={t('channels.linkOf', { name: item?.name ?? '' })}
      size={420}
      footer={footer}
      destroyOnHidden
    >
      <p className="muted">{t('channels.linkText')}</p>
      <RefusalAlert error={link.error} />
      <Form
        name="link"
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={{ sku: suggestion?.sku }}
        clearOnDestroy
      >
        <ProductField name="sku" label={t('channels.product')} known={suggestion ?? undefined} />
      </Form>
    </Drawer>
  );
}
