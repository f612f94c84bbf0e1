-- What a merchant asks people to agree to, in both languages. Only added to: an entry names the version that was shown.
create table consent_wording (
  merchant_id uuid not null,
  purpose     text not null check (purpose in ('membership', 'marketing', 'personalisation', 'profiling', 'face')),
  -- Version 0 is the wording that comes with the program, which has no row.
  version     integer not null check (version > 0),
  text_en     text not null,
  text_zh     text not null,
  created_at  timestamptz not null,
  created_by  uuid not null,
  primary key (merchant_id, purpose, version)
);
call shuke_tenant_table('consent_wording', 'select, insert');

-- Every yes and every no. Only added to; what holds is read from the last entry.
create table consent_entry (
  merchant_id     uuid not null,
  entry_id        uuid not null,
  customer_id     uuid not null,
  purpose         text not null check (purpose in ('membership', 'marketing', 'personalisation', 'profiling', 'face')),
  channel         text not null check (channel in ('sms', 'wechat', 'email', 'call', 'app', 'any')),
  granted         boolean not null,
  source          text not null check (source in ('till', 'guest_page', 'payment_page', 'import', 'staff', 'api')),
  -- What the person was shown. A withdrawal needs no wording.
  wording_version integer,
  language        text check (language in ('en', 'zh-CN')),
  -- When the person said so, which may be before it was recorded.
  said_at         timestamptz not null,
  recorded_at     timestamptz not null,
  touchpoint_id   uuid,
  recorded_by     uuid not null,
  primary key (merchant_id, entry_id),
  check (not granted or (wording_version is not null and language is not null))
);
create index consent_entry_customer on consent_entry (merchant_id, customer_id, purpose, said_at);
call shuke_tenant_table('consent_entry', 'select, insert');

-- Who else speaks for a customer: all that stand for one person. Merged are few, so this costs what they are.
create view customer_speaker with (security_invoker = true) as
  with merged as (
    select m.merchant_id, m.customer_id, m.person_id from customer_person_at('infinity') m
    union
    select m.merchant_id, m.person_id, m.person_id from customer_person_at('infinity') m
  )
  select a.merchant_id, a.customer_id, b.customer_id as speaker_id
    from merged a
    join merged b on b.merchant_id = a.merchant_id and b.person_id = a.person_id and b.customer_id <> a.customer_id;

-- What holds of each customer, by purpose and channel: the last entry of that channel or of any decides, of whichever of the
-- person's customers, and a withdrawal where two are of one instant. `any` is agreed to as such.
create view pub_consent with (security_invoker = true) as
  with heard as (
    select merchant_id, customer_id, purpose, channel, granted, said_at from consent_entry
    union all
    select e.merchant_id, s.customer_id, e.purpose, e.channel, e.granted, e.said_at
      from customer_speaker s
      join consent_entry e on e.merchant_id = s.merchant_id and e.customer_id = s.speaker_id
  )
  select distinct on (e.merchant_id, e.customer_id, e.purpose, c.channel)
         e.merchant_id, e.customer_id, e.purpose, c.channel, e.granted, e.said_at
    from heard e
    join (values ('sms'), ('wechat'), ('email'), ('call'), ('app'), ('any')) as c (channel)
      on e.channel in (c.channel, 'any')
   order by e.merchant_id, e.customer_id, e.purpose, c.channel, e.said_at desc, e.granted;
create view pub_consent_entry with (security_invoker = true) as
  select merchant_id, entry_id, customer_id, purpose, channel, granted, source, said_at, recorded_at, touchpoint_id
    from consent_entry;
grant select on customer_speaker, pub_consent, pub_consent_entry to shuke_app;

-- How to greet a person. What is personal is sealed with the person's key.
create table customer_profile (
  merchant_id uuid not null,
  customer_id uuid not null,
  name        bytea,
  salutation  text,
  birthday    bytea,
  locale      text,
  updated_at  timestamptz not null,
  updated_by  uuid not null,
  primary key (merchant_id, customer_id)
);
call shuke_tenant_table('customer_profile', 'select, insert, update, delete');

-- What staff should know when they serve a person. The text is sealed with the person's key.
create table customer_note (
  merchant_id uuid not null,
  note_id     uuid not null,
  customer_id uuid not null,
  kind        text not null check (kind in ('seat', 'handedness', 'portion', 'allergy', 'address', 'other')),
  body        bytea not null,
  -- The roles that may read it.
  visible_to  text[] not null,
  source      text not null check (source in ('staff', 'guest', 'import')),
  -- From this instant on it is shown to nobody; null where it does not end.
  expires_at  timestamptz,
  created_at  timestamptz not null,
  created_by  uuid not null,
  removed_at  timestamptz,
  removed_by  uuid,
  primary key (merchant_id, note_id),
  check ((removed_at is null) = (removed_by is null))
);
create index customer_note_customer on customer_note (merchant_id, customer_id, note_id);
call shuke_tenant_table('customer_note', 'select, insert, update, delete');

-- Why a tag is what it is. Only added to: what was wrong is cancelled by another row, and erasure deletes.
create table tag_evidence (
  merchant_id uuid not null,
  evidence_id uuid not null,
  customer_id uuid not null,
  -- said: speaks for or against; retracted: what stood before counts no more; cancelled: the row that it names never was.
  kind        text not null check (kind in ('said', 'retracted', 'cancelled')),
  dimension   text not null check (dimension in
    ('taste', 'avoidance', 'cuisine', 'category', 'dish', 'variant', 'occasion', 'habit', 'free')),
  value       text not null,
  likes       boolean not null,
  -- 1 a little, 2 as usual, 3 a lot.
  intensity   smallint not null check (intensity between 1 and 3),
  allergy     boolean not null,
  weight_milli integer not null check (weight_milli >= 0),
  source      text not null check (source in ('order', 'note', 'message', 'staff', 'rule', 'reaction')),
  -- The coarser tags that this speaks for too, as dimension:value.
  parents     text[] not null,
  order_id    uuid,
  -- 0 for the note of an order.
  line_no     integer,
  note_id     uuid,
  staff_id    uuid,
  cancels     uuid,
  happened_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (merchant_id, evidence_id),
  check ((order_id is null) = (line_no is null)),
  check ((kind = 'cancelled') = (cancels is not null))
);
create index tag_evidence_customer on tag_evidence (merchant_id, customer_id, evidence_id);
create index tag_evidence_note on tag_evidence (merchant_id, note_id) where note_id is not null;
-- An order teaches each thing once, however often it is looked at.
create unique index tag_evidence_order on tag_evidence (merchant_id, order_id, line_no, dimension, value)
  where order_id is not null and kind = 'said';
call shuke_tenant_table('tag_evidence', 'select, insert, delete');

-- What all evidence of a customer comes to. Masses that fade are written as if they were of one fixed day, so that a row
-- does not change while nothing happens.
create table customer_tag (
  merchant_id    uuid not null,
  customer_id    uuid not null,
  -- Taste and avoidance are two sides of one family, palate.
  family         text not null check (family in
    ('palate', 'cuisine', 'category', 'dish', 'variant', 'occasion', 'habit', 'free')),
  value          text not null,
  parents        text[] not null,
  like_fading    double precision not null,
  avoid_lasting  double precision not null,
  avoid_fading   double precision not null,
  like_intensity smallint not null,
  avoid_intensity smallint not null,
  allergy        boolean not null,
  evidence_count integer not null,
  last_evidence_at timestamptz not null,
  primary key (merchant_id, customer_id, family, value)
);
create index customer_tag_value on customer_tag (merchant_id, family, value);
call shuke_tenant_table('customer_tag', 'select, insert, update, delete');

-- Words that a merchant adds to the lexicon of notes, or says otherwise than it.
create table tag_lexicon (
  merchant_id uuid not null,
  key         text not null,
  kind        text not null,
  name_en     text not null,
  name_zh     text not null,
  terms       text[] not null,
  updated_at  timestamptz not null,
  primary key (merchant_id, key)
);
call shuke_tenant_table('tag_lexicon', 'select, insert, update, delete');

-- A mass that fades is halved every half-life: its share on a day is power(2, -(day - date '2020-01-01') / half-life).
create view pub_customer_tag with (security_invoker = true) as
  select merchant_id, customer_id, family, value, parents, like_fading, avoid_lasting, avoid_fading,
         like_intensity, avoid_intensity, allergy, evidence_count, last_evidence_at
    from customer_tag;
create view pub_tag_evidence with (security_invoker = true) as
  select merchant_id, evidence_id, customer_id, kind, dimension, value, likes, weight_milli, source, parents, order_id,
         cancels, happened_at, recorded_at
    from tag_evidence;
grant select on pub_customer_tag, pub_tag_evidence to shuke_app;
