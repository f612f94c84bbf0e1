export const report = {
  title: 'Report: {{name}}',
  refresh: 'Refresh',
  none: 'No coupon has been issued yet',
  noneText: 'The report begins when the coupons of the plan are issued.',
  windowOpen: 'Compared since {{from}}, for {{days}}; still running',
  windowOver: 'Compared from {{from}} to {{to}}',
  asOf: 'As of {{instant}}',
  ratioTitle: 'The groups do not have the sizes that the lot should give',
  ratioText:
    'Expected {{expected}} in the control group, found {{found}}. Do not trust the comparison before the cause is known.',
  lift: 'What the offers earned',
  liftInfo:
    "Customers with an offer compared with customers who would have got one and were kept out by lot. What both did anyway cancels out; the difference is the offer's own.",
  noGroups: 'There is no control group to compare with.',
  verdict: {
    proven_gain: 'Proven: it pays',
    proven_loss: 'Proven: it costs more than it brings',
    not_proven_yet: 'Not proven yet',
  },
  verdictText: {
    proven_gain: 'Each offer earned between {{low}} and {{high}}. Zero is not among it.',
    proven_loss: 'Each offer earned between {{low}} and {{high}}: a loss. Give it to fewer, or give less.',
    not_proven_yet:
      'Each offer earned between {{low}} and {{high}}. Zero lies within that, so chance is not ruled out. More customers or more time narrow it.',
  },
  method: 'How this is computed',
  methodText:
    "The difference of the groups' means per customer, adjusted for what each spent before, very large receipts shortened. The interval holds however often you look at it (a confidence sequence at 95 %), so looking early does no harm.",
  marginNote:
    'Profit counts {{margin}} of the full price as margin, less every discount. The margin is an assumption of the plan.',
  salesEach: 'Sales per customer',
  profitEach: 'Profit per customer',
  redemptions: 'Coupons',
  redemptionsInfo:
    'Sales are those on receipts that redeemed a coupon, after the discount. They are not the earnings: many would have come anyway.',
  given: 'Given',
  redeemed: 'Redeemed',
  rate: 'Redemption rate',
  discount: 'Discount',
  sales: 'Sales with coupon',
  salesNote: 'after discount',
  discountShare: 'Discount share',
  discountShareNote: 'of the full price',
  newMembers: 'New members',
  newMembersNote: 'first receipt with coupon',
  groups: 'Treated and control group',
  groupsInfo: 'All purchases since the coupons went out, with or without a coupon.',
  treated: 'With offer',
  control: 'Control group',
  customers: 'Customers',
  buyers: 'Of them bought',
  groupSales: 'Sales',
};
