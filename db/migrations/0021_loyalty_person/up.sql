-- The tier of the person for whom a customer stands, by what all customers of the circle earned. Null: of one customer alone.
alter table loyalty_member
  add column person_id        uuid,
  add column person_tier_id   text,
  add column person_since     date,
  add column person_review_on date,
  add check (person_id is not null or (person_tier_id is null and person_since is null and person_review_on is null));
create index loyalty_member_person_review on loyalty_member (merchant_id, person_review_on, customer_id)
  where person_review_on is not null;

create or replace view pub_loyalty_member with (security_invoker = true) as
  select merchant_id, customer_id,
         case when person_id is null then tier_id else person_tier_id end as tier_id,
         case when person_id is null then tier_since else person_since end as tier_since,
         case when person_id is null then review_on else person_review_on end as review_on
    from loyalty_member;
