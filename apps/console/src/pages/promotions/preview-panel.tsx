import type { ProductView, PromotionView, Quote, QuoteRequest, StoreView } from '@shuke/contract';
import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProducts } from '../../api/catalog.ts';
import { usePromotions, useQuote } from '../../api/promotions.ts';
import { useStores } from '../../api/touchpoints.ts';
import { Answer } from '../../parts/answer.tsx';
import { Figure } from '../../parts/figure.tsx';
import { useFormat } from '../../parts/format.ts';
import { ChoiceField, CountField, Field } from '../../parts/form-fields.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { Rows } from '../../parts/rows.tsx';

interface CartFields {
  storeCode: string;
  phone?: string;
  lines: { sku: string; quantity: number }[];
}

/** Prices a cart that is put together here by all that is live. */
export function PreviewPanel({ promotion }: { promotion: PromotionView }) {
  const { t } = useTranslation();
  const products = useProducts('');
  const stores = useStores();
  return (
    <Panel className="span-6" title={t('promotions.preview')} info={t('promotions.previewInfo')}>
      {promotion.status === 'live' ? null : <Alert type="info" showIcon title={t('promotions.previewDraft')} />}
      <Answer query={stores}>
        {(shops) => (
          <Answer query={products}>
            {(goods) => <Example promotion={promotion} stores={shops} products={goods} />}
          </Answer>
        )}
      </Answer>
    </Panel>
  );
}

interface ExampleProps {
  promotion: PromotionView;
  stores: StoreView[];
  products: ProductView[];
}

const cartOf = ({ storeCode, phone, lines }: CartFields): QuoteRequest => ({
  storeCode,
  lines: lines.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })),
  ...(phone?.trim() ? { customer: { kind: 'phone', value: phone.trim() } } : {}),
});

function Example({ promotion, stores, products }: ExampleProps) {
  const { t } = useTranslation();
  const quote = useQuote();
  const [store] = stores;
  const [product] = products;
  if (!store || !product) return <div className="muted">{t('promotions.previewNoStore')}</div>;
  const first = { storeCode: store.code, lines: [{ sku: product.sku, quantity: 2 }] };
  return (
    <>
      <Form
        name="cart"
        layout="vertical"
        initialValues={first}
        onFinish={(cart: CartFields) => quote.mutate(cartOf(cart))}
      >
        <div className="two-columns">
          <ChoiceField
            name="storeCode"
            label={t('promotions.previewStore')}
            options={stores.map(({ code, name }) => ({ value: code, label: name }))}
            needed
          />
          <Field name="phone" label={t('promotions.customerPhone')} extra={t('promotions.customerPhoneText')}>
            <Input inputMode="tel" maxLength={20} />
          </Field>
        </div>
        <Rows name={['lines']} add={t('promotions.addLine')} max={50}>
          {(place) => (
            <div className="two-columns">
              <ChoiceField
                name={[place, 'sku']}
                label={t('promotions.previewProduct')}
                options={products.map(({ sku, name }) => ({ value: sku, label: name }))}
                needed
              />
              <CountField name={[place, 'quantity']} label={t('promotions.quantity')} max={999} needed />
            </div>
          )}
        </Rows>
        <Button htmlType="submit" type="primary" loading={quote.isPending} style={{ marginTop: 12 }}>
          {t('promotions.priceIt')}
        </Button>
      </Form>
      <RefusalAlert error={quote.error} />
      {quote.data ? <Priced quote={quote.data} promotionId={promotion.promotionId} /> : null}
    </>
  );
}

/** What the cart comes to, and which promotions made it so. */
function Priced({ quote, promotionId }: { quote: Quote; promotionId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: live = [] } = usePromotions('live');
  const nameOf = (id: string) =>
    id === promotionId ? t('promotions.appliedThis') : (live.find((one) => one.promotionId === id)?.name ?? id);
  return (
    <div aria-live="polite">
      <div className="figures">
        <Figure small label={t('promotions.gross')} value={format.money(quote.gross)} />
        <Figure small label={t('promotions.discount')} value={format.money(quote.discount)} />
        <Figure small label={t('promotions.due')} value={format.money(quote.due)} />
      </div>
      {quote.applied.length === 0 ? <div>{t('promotions.nothingApplied')}</div> : null}
      <ul className="plain-list">
        {quote.applied.map((one) => (
          <li key={one.promotionId}>
            {nameOf(one.promotionId)} · {t('promotions.timesApplied', { number: format.number(one.times) })} ·{' '}
            {format.money(one.discount)}
          </li>
        ))}
      </ul>
      <div className="muted small">{t(quote.proven ? 'promotions.proven' : 'promotions.notProven')}</div>
    </div>
  );
}
