-- What a redemption costs less since goods came back for which it took something off. Only added to.
create table coupon_abatement (
  merchant_id   uuid not null,
  redemption_id uuid not null,
  refund_id     uuid not null,
  amount_minor  bigint not null check (amount_minor > 0),
  abated_at     timestamptz not null,
  primary key (merchant_id, redemption_id, refund_id)
);
call shuke_tenant_table('coupon_abatement', 'select, insert');
call shuke_posted_table('coupon_abatement', 'select, insert');

-- The redemptions that were not taken back, each with what it costs by now.
create view coupon_standing_redemption with (security_invoker = true) as
  select r.merchant_id, r.redemption_id, r.coupon_id, r.template_id, r.customer_id, r.store_id, r.order_ref, r.basis_minor,
         r.discount_minor - coalesce((select sum(a.amount_minor) from coupon_abatement a
                                       where a.merchant_id = r.merchant_id and a.redemption_id = r.redemption_id), 0)::bigint
           as discount_minor,
         r.redeemed_at
    from coupon_redemption r
   where not exists (select from coupon_reversal v
                      where v.merchant_id = r.merchant_id and v.redemption_id = r.redemption_id);
grant select on coupon_standing_redemption to shuke_app;

create or replace view pub_coupon_redemption with (security_invoker = true) as
  select r.merchant_id, r.redemption_id, r.coupon_id, r.template_id, r.customer_id, r.store_id, r.order_ref,
         r.basis_minor, r.discount_minor, r.redeemed_at, c.plan_id
    from coupon_standing_redemption r
    join coupon c using (merchant_id, coupon_id);
