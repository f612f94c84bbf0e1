import type { ChannelDiscount, ChannelLine, ChannelOrder } from '../../channel.ts';
import {
  fieldsFrom,
  instantOf,
  isFields,
  jsonFrom,
  optionalText,
  piecesMilli,
  plainName,
  rawText,
  textOf,
  Unreadable,
  wholeOf,
  yuanOf,
  type Fields,
} from '../fields.ts';

type Params = Readonly<Record<string, string>>;

const PICKED_UP = '1';
/** The first two digits of `logistics_code` of a shop that delivers itself. */
const OWN_DELIVERY = '0000';

/** The fields of a new order: `detail`, `extras` and `poi_receive_detail` are JSON in a field. Amounts are yuan, but where said. */
export function orderOf(params: Params): ChannelOrder {
  const detail = rowsOf(params, 'detail');
  if (detail.length === 0) throw new Unreadable('detail');
  const shipping = yuanOf(params, 'shipping_fee');
  const isOwnDelivery = (params.logistics_code ?? OWN_DELIVERY) === OWN_DELIVERY;
  const receive = params.poi_receive_detail ? fieldsFrom(params.poi_receive_detail, 'poi_receive_detail') : null;
  const wanted = optionalText(params, 'delivery_time');
  return {
    platformNo: textOf(params, 'order_id'),
    dayNo: optionalText(params, 'day_seq'),
    source: params.pick_type === PICKED_UP ? 'takeaway' : 'delivery',
    placedAt: instantOf(params, 'ctime'),
    // Zero is as soon as it can be.
    wantedAt: wanted === null || wanted === '0' ? null : instantOf(params, 'delivery_time'),
    lines: detail.map(lineOf),
    packingMinor: detail.reduce((sum, one) => sum + boxesOf(one), 0),
    deliveryMinor: isOwnDelivery ? shipping : 0,
    platformDeliveryMinor: isOwnDelivery ? 0 : shipping,
    discounts: params.extras ? rowsOf(params, 'extras').flatMap(discountsOf) : [],
    guestPaidMinor: yuanOf(params, 'total'),
    commissionMinor: receive === null ? null : wholeOf(receive, 'foodShareFeeChargeByPoi'),
    statedIncomeMinor: receive === null ? null : wholeOf(receive, 'wmPoiReceiveCent'),
    guest: {
      name: optionalText(params, 'recipient_name') ?? '',
      phone: optionalText(params, 'recipient_phone') ?? '',
      address: optionalText(params, 'recipient_address') ?? '',
      remark: optionalText(params, 'caution') ?? '',
    },
  };
}

function rowsOf(params: Params, name: string): Fields[] {
  const rows = jsonFrom(rawText(params, name), name);
  if (!Array.isArray(rows)) throw new Unreadable(name);
  return rows.filter(isFields);
}

/** Boxes cost by the piece of food, and may be half a box. */
function boxesOf(food: Fields): number {
  const boxes = Number(food.box_num ?? 0);
  const minor = Math.round(boxes * yuanOf(food, 'box_price'));
  if (!Number.isSafeInteger(minor) || minor < 0) throw new Unreadable('box_num');
  return minor;
}

function lineOf(food: Fields): ChannelLine {
  const quantityMilli = piecesMilli(food, 'quantity');
  const choices = [optionalText(food, 'spec'), optionalText(food, 'food_property')].filter((one) => one !== null);
  return {
    itemRef: optionalText(food, 'sku_id') ?? textOf(food, 'app_food_code'),
    // A shop that keeps its own numbers there writes them as the SKU.
    sku: optionalText(food, 'sku_id'),
    name: plainName(textOf(food, 'food_name')),
    quantityMilli,
    listMinor: (yuanOf(food, 'price') * quantityMilli) / 1000,
    choices: choices.length > 0 ? plainName(choices.join('、')) : null,
  };
}

// The array ends with a row that tells of no discount.
function discountsOf(extra: Fields): ChannelDiscount[] {
  if (extra.reduce_fee === undefined) return [];
  const label = plainName(optionalText(extra, 'remark') ?? 'discount');
  return [{ label, platformMinor: yuanOf(extra, 'mt_charge'), merchantMinor: yuanOf(extra, 'poi_charge') }];
}
