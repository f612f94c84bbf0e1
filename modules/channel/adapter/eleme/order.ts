import type { ChannelLine, ChannelOrder } from '../../channel.ts';
import {
  instantOf,
  listOf,
  optionalText,
  optionalYuan,
  piecesMilli,
  plainName,
  textOf,
  Unreadable,
  yuanOf,
  type Fields,
} from '../fields.ts';

/** The message of a new order. Amounts are yuan; those of discounts are below zero. */
export function orderOf(message: Fields): ChannelOrder {
  const lines = listOf(message, 'groups').flatMap((group) =>
    // Boxes and the like come in a group of their own, and are told as the package fee too.
    group.type === 'extra' ? [] : listOf(group, 'items').map(lineOf),
  );
  if (lines.length === 0) throw new Unreadable('groups');
  const delivery = yuanOf(message, 'deliverFee');
  // assumed: the platform's own riders bring it unless the message says that the shop delivers.
  const isOwnDelivery = message.deliveryByMerchant === true;
  const booked = optionalText(message, 'deliverTime');
  return {
    platformNo: textOf(message, 'orderId'),
    dayNo: optionalText(message, 'daySn'),
    source: 'delivery',
    placedAt: instantOf(message, 'createdAt'),
    wantedAt: booked === null ? null : instantOf(message, 'deliverTime'),
    lines,
    packingMinor: yuanOf(message, 'packageFee'),
    deliveryMinor: isOwnDelivery ? delivery : 0,
    platformDeliveryMinor: isOwnDelivery ? 0 : delivery,
    discounts: listOf(message, 'orderActivities').map((one) => ({
      label: plainName(textOf(one, 'name')),
      platformMinor: Math.abs(yuanOf(one, 'elemePart')),
      merchantMinor: Math.abs(yuanOf(one, 'restaurantPart')),
    })),
    guestPaidMinor: yuanOf(message, 'totalPrice'),
    commissionMinor: feeOf(message),
    statedIncomeMinor: optionalYuan(message, 'income'),
    guest: {
      name: optionalText(message, 'consignee') ?? '',
      phone: phonesOf(message).join(' '),
      address: optionalText(message, 'address') ?? '',
      remark: optionalText(message, 'description') ?? '',
    },
  };
}

// The fee is told below zero, as it is taken off.
const feeOf = (message: Fields): number | null => {
  const fee = optionalYuan(message, 'serviceFee');
  return fee === null ? null : Math.abs(fee);
};

function phonesOf({ phoneList }: Fields): string[] {
  return Array.isArray(phoneList) ? phoneList.filter((one): one is string => typeof one === 'string').slice(0, 3) : [];
}

function lineOf(item: Fields): ChannelLine {
  const choices = [...listOf(item, 'newSpecs'), ...listOf(item, 'attributes')].map((one) => textOf(one, 'value'));
  return {
    itemRef: textOf(item, 'id'),
    sku: optionalText(item, 'extendCode'),
    name: plainName(textOf(item, 'name')),
    quantityMilli: piecesMilli(item, 'quantity'),
    listMinor: yuanOf(item, 'total'),
    choices: choices.length > 0 ? plainName(choices.join('、')) : null,
  };
}
