import type { ImportRanking } from '@shuke/contract';
import { Button, Drawer, Form, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useImportRanking } from '../../../api/rankings.ts';
import { DayInput } from '../../../parts/day-input.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';

type Fields = Required<Pick<ImportRanking, 'source' | 'day' | 'csv'>>;

const EXAMPLE = 'sku,name,rank,share\nNOODLE,红烧牛肉面,1,12.5';

/** Takes a ranking as the text of a table. The same source and day replace what was there. */
export function RankingDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const { mutate, error, isPending } = useImportRanking();
  const footer = (
    <Button type="primary" block onClick={form.submit} loading={isPending}>
      {t('boards.importRanking')}
    </Button>
  );
  const first = { day: dayjs().format('YYYY-MM-DD') };
  return (
    <Drawer open={open} onClose={onClose} title={t('boards.importRanking')} size={520} footer={footer} destroyOnHidden>
      <p className="muted">{t('boards.importText')}</p>
      <RefusalAlert error={error} />
      <Form
        name="ranking"
        form={form}
        layout="vertical"
        initialValues={first}
        preserve={false}
        onFinish={(fields) => mutate(fields, { onSuccess: onClose })}
      >
        <Form.Item
          name="source"
          label={t('boards.source')}
          rules={[{ required: true, message: t('boards.needSource') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="day" label={t('boards.day')} rules={[{ required: true, message: t('boards.needDay') }]}>
          <DayInput />
        </Form.Item>
        <Form.Item
          name="csv"
          label={t('boards.table')}
          extra={t('boards.tableText')}
          rules={[{ required: true, message: t('boards.needTable') }]}
        >
          <Input.TextArea rows={10} placeholder={EXAMPLE} className="code" />
        </Form.Item>
      </Form>
    </Drawer>
  );
}
