import { Type, type Static, type TProperties } from 'typebox';

const event = <P extends TProperties>(says: string, payload: P) => ({ says, payload: Type.Object(payload) });
const Id = Type.String({ format: 'uuid' });
const Minor = Type.Integer();
const Instant = Type.String({ format: 'date-time' });

/** Every event that the outbox carries. Payloads hold ids, codes and amounts, never personal data. */
export const events = {
  'merchant.created': event('A merchant was set up.', { merchantId: Id }),
  'view.rows_changed': event(
    'Rows of a published view were written, where no other event says so: whoever keeps a copy reads them anew.',
    {
      view: Type.String({ description: 'The view, such as pub_product' }),
      ids: Type.Union([Type.Array(Id), Type.Null()], {
        description: "What the view's rows are found by; null: those of this instant, or any",
      }),
    },
  ),
  'import.posted': event(
    'Orders of an import were recorded: a batch between two rows of its file, of so many people.',
    {
      importId: Id,
      firstRow: Type.Integer(),
      lastRow: Type.Integer(),
      orders: Type.Integer(),
      customers: Type.Integer(),
    },
  ),
  'customer.created': event('A person who was not known was seen for the first time.', {
    customerId: Id,
    source: Type.String(),
    touchpointId: Type.Union([Id, Type.Null()]),
  }),
  'customer.identifier_added': event('An identifier was bound to a customer.', {
    customerId: Id,
    kind: Type.String(),
    source: Type.String(),
  }),
  'customer.identifier_verified': event('A customer proved that an identifier is theirs.', {
    customerId: Id,
    kind: Type.String(),
  }),
  'customer.identifier_released': event("An identifier is no longer a customer's.", {
    customerId: Id,
    kind: Type.String(),
  }),
  'customer.code_requested': event('A code waits to be sent to the phone of a customer.', {
    verificationId: Id,
    customerId: Id,
  }),
  'customer.recognised': event('A customer was recognised at a touchpoint.', {
    customerId: Id,
    storeId: Id,
    touchpointId: Id,
  }),
  'customer.device_flagged': event('A device was at two stores sooner than anybody travels; it was not believed.', {
    storeId: Id,
    fromStoreId: Id,
    metres: Type.Integer(),
    seconds: Type.Integer(),
  }),
  'customer.erased': event('A person was erased: who has a copy of anything about them erases it too.', {
    customerId: Id,
  }),
  'customer.merged': event('Two customers are one person from now on: the first stands for the second.', {
    linkId: Id,
    fromCustomerId: Id,
    intoCustomerId: Id,
  }),
  'customer.unmerged': event('A merge was ended as if it had never been; what was spent across the two was settled.', {
    linkId: Id,
    fromCustomerId: Id,
    intoCustomerId: Id,
    ambiguous: Type.Integer(),
  }),
  'customer.advanced': event('A customer went up the ladder from contact to paid member, or a paid membership ended.', {
    customerId: Id,
    stage: Type.String(),
    because: Type.String(),
    touchpointId: Type.Union([Id, Type.Null()]),
  }),
  'customer.activity_changed': event('A person comes more or less often than by their own rhythm.', {
    customerId: Id,
    from: Type.Union([Type.String(), Type.Null()]),
    to: Type.String(),
  }),
  'gift.given': event('Somebody gave somebody else a gift; it counts for both.', { giverId: Id, receiverId: Id }),
  'order.recorded': event('A receipt of a till was recorded.', {
    orderId: Id,
    touchpointId: Type.Union([Id, Type.Null()]),
    storeId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    payableMinor: Minor,
    orderedAt: Instant,
  }),
  'order.paid': event('An order was priced and paid at a till.', {
    orderId: Id,
    touchpointId: Type.Union([Id, Type.Null()]),
    storeId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    sellerId: Type.Union([Id, Type.Null()]),
    payableMinor: Minor,
    discountMinor: Minor,
    commissionBasisMinor: Minor,
    orderedAt: Instant,
  }),
  'order.refunded': event('Goods of an order came back and were paid for.', {
    orderId: Id,
    refundId: Id,
    storeId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    sellerId: Type.Union([Id, Type.Null()]),
    amountMinor: Minor,
    commissionBasisMinor: Minor,
  }),
  'channel.order_changed': event("A platform's order came in or went on: it stands at this status now.", {
    channelOrderId: Id,
    storeId: Id,
    orderId: Type.Union([Id, Type.Null()]),
    status: Type.String(),
  }),
  'channel.refund_asked': event('A guest asks a platform for money back, and the merchant may say whether.', {
    channelOrderId: Id,
    channelRefundId: Id,
    storeId: Id,
  }),
  'channel.voucher_consumed': event('A voucher of a platform was spent at a till.', {
    consumptionId: Id,
    storeId: Id,
    orderId: Id,
    customerId: Type.Union([Id, Type.Null()]),
  }),
  'channel.callback_refused': event(
    'Something came in the name of a platform that it did not sign, or that cannot be read.',
    {
      accountId: Id,
      channel: Type.String(),
      why: Type.String(),
    },
  ),
  'payment.captured': event('A payment provider took what a guest paid; its order is settled next.', {
    paymentId: Id,
    accountId: Id,
    storeId: Id,
    amountMinor: Minor,
  }),
  'payment.ended': event('A payment came to nothing: the provider refused it, or it was closed or reversed.', {
    paymentId: Id,
    storeId: Id,
    status: Type.String(),
    reason: Type.Union([Type.String(), Type.Null()]),
  }),
  'payment.settled': event('A captured payment became its order.', { paymentId: Id, orderId: Id }),
  'payment.unsettled': event('A captured payment came to no order; its money goes back by itself.', {
    paymentId: Id,
    refundId: Id,
    reason: Type.String({ description: 'The code of the refusal, such as out_of_stock' }),
  }),
  'payment.doubted': event('Something was told in the name of a provider that is not believed. It changed nothing.', {
    accountId: Id,
    paymentId: Type.Union([Id, Type.Null()]),
    why: Type.String(),
  }),
  'payment.refunded': event('A provider paid a guest back.', { refundId: Id, paymentId: Id, amountMinor: Minor }),
  'payment.refund_failed': event('A provider will not pay a guest back; somebody has to see to it.', {
    refundId: Id,
    paymentId: Id,
    amountMinor: Minor,
    code: Type.String(),
  }),
  'payment.difference_found': event("A provider's bill and our books are not alike at one number.", {
    differenceId: Id,
    accountId: Id,
    kind: Type.String(),
  }),
  'bill.opened': event("A table's bill was opened, or a sale was held.", {
    billId: Id,
    storeId: Id,
    source: Type.String(),
    splitFrom: Type.Union([Id, Type.Null()]),
  }),
  'bill.changed': event('An open bill was changed: its lines, label or customer.', {
    billId: Id,
    storeId: Id,
    version: Type.Integer(),
  }),
  'bill.merged': event('Open bills were put onto another of their store.', {
    billId: Id,
    storeId: Id,
    mergedBillIds: Type.Array(Id),
  }),
  'bill.voided': event('An open bill was given up unpaid.', {
    billId: Id,
    storeId: Id,
    voidedBy: Id,
    lines: Type.Integer(),
  }),
  'shift.opened': event('A shift was opened with a float in the drawer.', {
    shiftId: Id,
    storeId: Id,
    openedBy: Id,
    floatMinor: Minor,
  }),
  'shift.closed': event('A shift was closed and its cash counted; below zero, cash was missing.', {
    shiftId: Id,
    storeId: Id,
    closedBy: Id,
    revenueMinor: Minor,
    countedMinor: Minor,
    differenceMinor: Minor,
  }),
  'coupon.issued': event('Coupons of one template were issued, to customers or as bearer coupons.', {
    templateId: Id,
    count: Type.Integer(),
    planId: Type.Union([Id, Type.Null()]),
  }),
  'coupon.reward_given': event('A member was given the coupon of a full stamp card.', {
    turnInId: Id,
    customerId: Id,
    templateId: Id,
    couponId: Id,
  }),
  'coupon.reward_withheld': event(
    'A full stamp card was turned in, and its coupon could not be issued: the member is due it.',
    {
      turnInId: Id,
      customerId: Id,
      templateId: Id,
      reason: Type.String({ description: 'The code of the refusal, such as coupon_budget_exhausted' }),
    },
  ),
  'coupon.redeemed': event('One use of a coupon was redeemed against an order.', {
    couponId: Id,
    templateId: Id,
    redemptionId: Id,
    customerId: Type.Union([Id, Type.Null()]),
    orderRef: Type.String(),
    discountMinor: Minor,
  }),
  'coupon.reversed': event('A redemption was taken back; the use is free again while the coupon is valid.', {
    couponId: Id,
    templateId: Id,
    redemptionId: Id,
    orderRef: Type.String(),
    discountMinor: Minor,
  }),
  'coupon.abated': event('A redemption costs less than it did, for goods came back.', {
    couponId: Id,
    templateId: Id,
    redemptionId: Id,
    amountMinor: Minor,
  }),
  'coupon.expired': event('Coupons of one template passed their time with uses left.', {
    templateId: Id,
    count: Type.Integer(),
  }),
  'promotion.rules_changed': event(
    'The live price rules of the merchant changed; orders from now on name this rule set.',
    {
      ruleSetNo: Type.Integer(),
      promotions: Type.Integer(),
    },
  ),
  'ledger.lots_expired': event('Lots of one account and asset ended unspent: points, stamps or stored money.', {
    account: Type.String(),
    asset: Type.String(),
    count: Type.Integer(),
    amount: Minor,
  }),
  'loyalty.programme_set': event("A merchant's programme was set: its next version.", {
    programmeId: Id,
    version: Type.Integer(),
  }),
  'loyalty.units_adjusted': event('Points or stamps were given or, below zero, taken by hand.', {
    adjustmentId: Id,
    customerId: Id,
    asset: Type.String(),
    amount: Type.Integer(),
  }),
  'loyalty.stamps_redeemed': event('A full stamp card was turned in for a coupon of a template or an item.', {
    turnInId: Id,
    customerId: Id,
    cardId: Type.String(),
    stamps: Type.Integer(),
    templateId: Type.Union([Id, Type.Null()]),
    sku: Type.Union([Type.String(), Type.Null()]),
  }),
  'loyalty.tier_changed': event("A customer's tier rose or fell.", {
    customerId: Id,
    fromTier: Type.Union([Type.String(), Type.Null()]),
    toTier: Type.String(),
    why: Type.String(),
  }),
  'loyalty.card_opened': event('A stored-value card was opened.', {
    cardId: Id,
    kind: Type.String(),
    customerId: Type.Union([Id, Type.Null()]),
  }),
  'loyalty.card_status_changed': event('A stored-value card was blocked, or opened again.', {
    cardId: Id,
    status: Type.String(),
  }),
  'loyalty.value_added': event('Money was paid onto a stored-value card, with a bonus on top.', {
    cardId: Id,
    storeId: Id,
    amountMinor: Minor,
    bonusMinor: Minor,
  }),
  'loyalty.value_refunded': event('The money on a stored-value card was paid out; its bonus went back to the shop.', {
    cardId: Id,
    storeId: Id,
    amountMinor: Minor,
    bonusMinor: Minor,
  }),
  'plan.drafted': event('A plan weighed every customer and waits for approval.', {
    planId: Id,
    customers: Type.Integer(),
    offers: Type.Integer(),
  }),
  'touchpoint.scanned': event('A guest scanned the code of a touchpoint.', {
    touchpointId: Id,
    storeId: Type.Union([Id, Type.Null()]),
    customerId: Type.Union([Id, Type.Null()]),
  }),
  'touchpoint.joined': event('A guest left an identifier and a consent at a touchpoint.', {
    touchpointId: Id,
    storeId: Type.Union([Id, Type.Null()]),
    customerId: Type.Union([Id, Type.Null()]),
  }),
  'touchpoint.code_rotated': event('A touchpoint got a new code.', { touchpointId: Id }),
  'plan.issued': event("An approved plan's coupons were issued.", { planId: Id, coupons: Type.Integer() }),
  'audience.entered': event('A person is in a saved audience from now on.', {
    audienceId: Id,
    customerId: Id,
    version: Type.Integer(),
  }),
  'audience.left': event('A person is no longer in a saved audience.', {
    audienceId: Id,
    customerId: Id,
    version: Type.Integer(),
  }),
  'tag.added': event('Staff wrote down what they learned of a customer: a taste, an occasion.', {
    customerId: Id,
    evidenceId: Id,
  }),
  'tag.retracted': event('Staff took a tag of a customer back.', { customerId: Id, evidenceId: Id }),
  'tag.restored': event('Staff put back a tag that was taken back.', { customerId: Id, evidenceId: Id }),
  'consent.granted': event('A person agreed to a purpose on a channel.', {
    customerId: Id,
    purpose: Type.String(),
    channel: Type.String(),
    touchpointId: Type.Union([Id, Type.Null()]),
  }),
  'consent.withdrawn': event('A person took back their consent to a purpose on a channel.', {
    customerId: Id,
    purpose: Type.String(),
    channel: Type.String(),
    touchpointId: Type.Union([Id, Type.Null()]),
  }),
} as const;

export type EventType = keyof typeof events;
export type EventPayloads = { [T in EventType]: Static<(typeof events)[T]['payload']> };
