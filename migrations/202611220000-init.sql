-- The roles. Units of work switch to latchkey_app, which owns nothing: row-level security binds it, and it cannot change
-- what the audit log says. Roles belong to the cluster, so another database may have made it already, even at this instant.
do $$
begin
  if not exists (select from pg_roles where rolname = 'latchkey_app') then
    create role latchkey_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null;
end
$$;
-- From PostgreSQL 16 on, whoever makes a role may grant it, but not switch to it: membership alone tells nothing.
do $$
begin
  set local role latchkey_app;
  reset role;
exception when insufficient_privilege then
  execute format('grant latchkey_app to %I', current_user);
end
$$;
grant usage on schema public to latchkey_app;

-- The one row of the installation itself.
create table installation (
  "only"                 boolean      primary key default true check ("only"),
  address                text,
  setup_code_hash        bytea,
  set_up_at              timestamptz,
  vapid_public           text         not null,
  vapid_private_sealed   bytea        not null,
  status_key             jsonb        not null,
  status_private_sealed  bytea        not null,
  created_at             timestamptz  not null
);

create table tenants (
  id           uuid                      primary key,
  slug         text         collate "C"  not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  name         text                      not null,
  host         text         collate "C"  unique,
  -- The first tenant is served at the installation's own address, the others below /t/{slug}.
  first        boolean                   not null default false,
  status       text                      not null default 'active' check (status in ('active', 'closed')),
  created_at   timestamptz               not null
);
create unique index tenants_first on tenants (first) where first;

-- One human over all tenants: an id and a DID, nothing else.
create table identities (
  id          uuid                      primary key,
  did         text         collate "C"  not null unique,
  created_at  timestamptz               not null
);

create table signing_keys (
  tenant_id       uuid         not null references tenants,
  kid             text         not null,
  use             text         not null check (use in ('oidc', 'device')),
  alg             text         not null check (alg in ('RS256', 'ES256', 'EdDSA')),
  public_jwk      jsonb        not null,
  private_sealed  bytea        not null,
  created_at      timestamptz  not null,
  retired_at      timestamptz,
  primary key (tenant_id, kid)
);

create table users (
  tenant_id            uuid                      not null references tenants,
  id                   uuid                      not null,
  identity_id          uuid                               references identities,
  did                  text         collate "C",
  first_name           text                      not null,
  last_name            text                      not null,
  name                 text                      not null,
  name_key             text         collate "C"  not null,
  rname_key            text         collate "C"  not null,
  email                text                      not null,
  email_key            text         collate "C"  not null,
  email_verified       boolean                   not null default false,
  mobile               text,
  mobile_key           text         collate "C",
  personal_email       text,
  role                 text                      not null check (role in ('admin', 'user')),
  admin_role           text                               check (admin_role in ('owner', 'user-admin', 'help-desk', 'auditor')),
  status               text                      not null check (status in ('invited', 'active', 'deactivated')),
  deactivated_at       timestamptz,
  deactivation_kind    text                               check (deactivation_kind in ('suspension', 'offboarding', 'investigation')),
  deactivation_reason  text,
  deactivation_message text,
  deactivated_until    timestamptz,
  -- What the user returns to when reactivated.
  status_before        text                               check (status_before in ('invited', 'active')),
  pushes_paused_until  timestamptz,
  created_at           timestamptz               not null,
  updated_at           timestamptz               not null,
  last_sign_in_at      timestamptz,
  version              integer                   not null default 1,
  primary key (tenant_id, id),
  check ((role = 'admin') = (admin_role is not null)),
  check ((status = 'deactivated') = (deactivated_at is not null)),
  check ((status = 'deactivated') = (deactivation_kind is not null)),
  check ((status = 'deactivated') = (status_before is not null)),
  check ((mobile is null) = (mobile_key is null))
);
create unique index users_email on users (tenant_id, email_key);
create unique index users_did on users (tenant_id, did) where did is not null;
create index users_identity on users (identity_id) where identity_id is not null;
create index users_created on users (tenant_id, created_at desc, id desc);
create index users_last on users (tenant_id, last_sign_in_at desc nulls last, id desc);
create index users_name on users (tenant_id, name_key, id);
create index users_rname on users (tenant_id, rname_key, id);
create index users_mobile on users (tenant_id, mobile_key, id) where mobile_key is not null;
create index users_role on users (tenant_id, role, created_at desc, id desc);
create index users_owners on users (tenant_id, id) where admin_role = 'owner';
create index users_until on users (tenant_id, deactivated_until) where deactivated_until is not null;
-- The rare classes, each in every order: small, and without them a filtered page would walk past almost everybody.
create index users_admin_created on users (tenant_id, created_at desc, id desc) where role = 'admin';
create index users_admin_last on users (tenant_id, last_sign_in_at desc nulls last, id desc) where role = 'admin';
create index users_admin_name on users (tenant_id, name_key, id) where role = 'admin';
create index users_admin_email on users (tenant_id, email_key) where role = 'admin';
create index users_invited_created on users (tenant_id, created_at desc, id desc) where status = 'invited';
create index users_invited_last on users (tenant_id, last_sign_in_at desc nulls last, id desc) where status = 'invited';
create index users_invited_name on users (tenant_id, name_key, id) where status = 'invited';
create index users_invited_email on users (tenant_id, email_key) where status = 'invited';
create index users_deactivated_created on users (tenant_id, created_at desc, id desc) where status = 'deactivated';
create index users_deactivated_last on users (tenant_id, last_sign_in_at desc nulls last, id desc) where status = 'deactivated';
create index users_deactivated_name on users (tenant_id, name_key, id) where status = 'deactivated';
create index users_deactivated_email on users (tenant_id, email_key) where status = 'deactivated';

create table applications (
  tenant_id                  uuid                      not null references tenants,
  id                         uuid                      not null,
  client_id                  text         collate "C"  not null,
  name                       text                      not null,
  name_key                   text         collate "C"  not null,
  kind                       text                      not null check (kind in ('web', 'spa', 'native', 'machine')),
  redirect_uris              text[]                    not null,
  post_logout_redirect_uris  text[]                    not null,
  access                     text                      not null check (access in ('everyone', 'assigned')),
  unknown_address            text                      not null check (unknown_address in ('neutral', 'tell')),
  session_seconds            integer                   not null check (session_seconds between 300 and 2592000),
  approval_digits            integer                   not null check (approval_digits in (2, 6)),
  enabled                    boolean                   not null default true,
  last_sign_in_at            timestamptz,
  created_at                 timestamptz               not null,
  updated_at                 timestamptz               not null,
  version                    integer                   not null default 1,
  primary key (tenant_id, id)
);
create unique index applications_client on applications (tenant_id, client_id);
create index applications_name on applications (tenant_id, name_key, id);

create table application_secrets (
  tenant_id       uuid         not null,
  id              uuid         not null,
  application_id  uuid         not null,
  -- 256 random bits, so a plain SHA-256 is enough.
  secret_hash     bytea        not null,
  hint            text         not null,
  -- `test`: made for one test sign-in from the console; while one lives, the console's callback is a redirect URI.
  purpose         text         not null check (purpose in ('client', 'test')),
  created_at      timestamptz  not null,
  expires_at      timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references applications on delete cascade
);
create index application_secrets_application on application_secrets (tenant_id, application_id);

create table accounts (
  tenant_id        uuid                      not null,
  id               uuid                      not null,
  user_id          uuid                      not null,
  application_id   uuid                      not null,
  subject          text         collate "C"  not null,
  status           text                      not null check (status in ('invited', 'active')),
  did              text         collate "C",
  created_at       timestamptz               not null,
  activated_at     timestamptz,
  last_sign_in_at  timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users,
  foreign key (tenant_id, application_id) references applications on delete cascade
);
create unique index accounts_user on accounts (tenant_id, user_id, application_id);
create unique index accounts_subject on accounts (tenant_id, application_id, subject);

create table claims (
  tenant_id    uuid                      not null,
  id           uuid                      not null,
  user_id      uuid                      not null,
  purpose      text                      not null check (purpose in ('enrol', 'add', 'restore', 'reset')),
  kind         text                      not null check (kind in ('screen', 'mail')),
  token_hash   bytea                     not null,
  code_hash    bytea,
  -- Sent to the user's own address: using it verifies that address.
  email_key    text         collate "C",
  tries        integer                   not null default 0,
  issued_by    uuid,
  issued_at    timestamptz               not null,
  expires_at   timestamptz               not null,
  opened_at    timestamptz,
  spent_at     timestamptz,
  voided_at    timestamptz,
  locked_at    timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users
);
create unique index claims_token on claims (tenant_id, token_hash);
create unique index claims_code on claims (tenant_id, code_hash) where code_hash is not null;
create index claims_user on claims (tenant_id, user_id, issued_at desc);

-- An opened claim: what the phone must repeat in its proofs.
create table enrolments (
  tenant_id   uuid         not null,
  id          uuid         not null,
  claim_id    uuid         not null,
  -- SHA-256 of the claim as the phone sent it: token or typed code.
  claim_hash  bytea        not null,
  nonce       text         not null,
  created_at  timestamptz  not null,
  expires_at  timestamptz  not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, claim_id) references claims
);
create index enrolments_claim on enrolments (tenant_id, claim_id);

create table retired_dids (
  tenant_id   uuid                      not null references tenants,
  did         text         collate "C"  not null,
  retired_at  timestamptz               not null,
  primary key (tenant_id, did)
);

create table devices (
  tenant_id                 uuid                      not null,
  id                        uuid                      not null,
  user_id                   uuid                      not null,
  jkt                       text         collate "C"  not null,
  public_jwk                jsonb                     not null,
  did                       text         collate "C"  not null,
  state                     text                      not null check (state in ('pending', 'active', 'suspended', 'removed')),
  state_why                 text,
  name                      text                      not null,
  model                     text,
  platform                  text                      not null,
  os_version                text,
  app_version               text,
  lang                      text,
  push_state                text                      not null check (push_state in ('ok', 'none', 'gone')),
  push_why                  text,
  push_subscription_sealed  bytea,
  push_target               boolean                   not null default false,
  wa_credential_id          text         collate "C",
  wa_public_key             bytea,
  wa_counter                bigint,
  wa_backup_eligible        boolean,
  pin_mac                   bytea,
  pin_misses                integer                   not null default 0,
  pin_wait_until            timestamptz,
  counter                   bigint                    not null default 0,
  last_answer_hash          bytea,
  last_answer_reply         jsonb,
  enrolled_at               timestamptz               not null,
  last_active_at            timestamptz               not null,
  removed_at                timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users,
  check ((state = 'removed') = (removed_at is not null)),
  check (not push_target or (state = 'active' and push_state = 'ok')),
  check (wa_credential_id is not null or pin_mac is not null)
);
create unique index devices_jkt on devices (tenant_id, jkt);
create unique index devices_push_target on devices (tenant_id, user_id) where push_target;
create index devices_user on devices (tenant_id, user_id, enrolled_at);

-- Calls that changed something may be made once.
create table device_calls (
  tenant_id   uuid         not null,
  device_id   uuid         not null,
  jti         text         not null,
  expires_at  timestamptz  not null,
  primary key (tenant_id, device_id, jti)
);
create index device_calls_expiry on device_calls (expires_at);

create table sessions (
  tenant_id       uuid         not null,
  id              uuid         not null,
  user_id         uuid         not null,
  token_hash      bytea        not null,
  application_id  uuid,
  device_id       uuid,
  issuer          text         not null,
  ip              text         not null,
  user_agent      text         not null,
  place           text,
  amr             text[]       not null,
  acr             text         not null,
  started_at      timestamptz  not null,
  last_active_at  timestamptz  not null,
  -- When the person last proved themselves: what a step-up renews.
  proved_at       timestamptz  not null,
  expires_at      timestamptz  not null,
  idle_seconds    integer      not null,
  ended_at        timestamptz,
  ended_why       text,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users,
  check ((ended_at is null) = (ended_why is null))
);
create unique index sessions_token on sessions (tenant_id, token_hash);
create index sessions_user on sessions (tenant_id, user_id, last_active_at desc);
create index sessions_device on sessions (tenant_id, device_id) where ended_at is null;
create index sessions_expiry on sessions (tenant_id, expires_at);

create table sign_ins (
  tenant_id       uuid                      not null references tenants,
  id              uuid                      not null,
  -- What the person reads out to an administrator: "LK-7F3K-2Q".
  reference       text         collate "C"  not null,
  -- SHA-256 of the secret in this browser's cookie: nobody else goes on with this sign-in.
  browser_hash    bytea                     not null,
  -- The long-lived cookie's, for telling browsers that this person used before.
  known_hash      bytea,
  application_id  uuid,
  -- What goes on afterwards: an OIDC interaction, or a page of the console.
  resume          jsonb                     not null,
  state           text                      not null check (state in ('begun', 'asked', 'finished', 'failed')),
  user_id         uuid,
  -- As typed, sealed: it may belong to nobody.
  address_sealed  bytea,
  -- Keyed hash of the normalised address: limits apply to known and unknown ones alike.
  address_mac     bytea,
  request_id      text         collate "C",
  failure         text,
  -- What it led to.
  session_id      uuid,
  ip              text                      not null,
  user_agent      text                      not null,
  created_at      timestamptz               not null,
  expires_at      timestamptz               not null,
  finished_at     timestamptz,
  primary key (tenant_id, id)
);
create unique index sign_ins_reference on sign_ins (tenant_id, reference);
create index sign_ins_user on sign_ins (tenant_id, user_id, created_at desc) where user_id is not null;
create index sign_ins_expiry on sign_ins (expires_at);

create table approval_requests (
  tenant_id         uuid                      not null references tenants,
  id                text         collate "C"  not null,
  -- Null where the address belongs to nobody who could answer: the page behaves alike, nothing is sent.
  user_id           uuid,
  address_mac       bytea                     not null,
  action            text                      not null check (action in ('sign-in', 'step-up')),
  sign_in_id        uuid,
  session_id        uuid,
  application_id    uuid,
  application_name  text                      not null,
  reason            text,
  -- Known browsers and strangers are counted and superseded apart.
  browser_hash      bytea                     not null,
  known_browser     boolean                   not null,
  new_place         boolean                   not null,
  ip                text                      not null,
  user_agent        text                      not null,
  city              text,
  country           text,
  number_sealed     bytea                     not null,
  digits            integer                   not null,
  q_sealed          bytea                     not null,
  q_hash            bytea                     not null,
  state             text                      not null check (state in
                      ('pending', 'approved', 'redeemed', 'denied', 'reported', 'expired', 'superseded', 'cancelled', 'passcode')),
  why               text,
  device_id         uuid,
  verification      text                               check (verification in ('wa', 'pin')),
  -- Whether the number was typed or the code was scanned; known once it is approved.
  how               text                               check (how in ('number', 'qr')),
  hardware_bound    boolean,
  pushed            boolean                   not null,
  issued_at         timestamptz               not null,
  expires_at        timestamptz               not null,
  answered_at       timestamptz,
  ended_at          timestamptz,
  redeemed_at       timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users
);
create index approval_requests_user on approval_requests (tenant_id, user_id, issued_at desc);
create index approval_requests_address on approval_requests (tenant_id, address_mac, issued_at desc);
create index approval_requests_pending on approval_requests (tenant_id, user_id) where state in ('pending', 'approved');
create index approval_requests_expiry on approval_requests (expires_at) where state in ('pending', 'approved');

-- Which device was shown what: an answer must repeat the hash of the very challenge that was shown on it.
create table challenges (
  tenant_id       uuid                      not null,
  request_id      text         collate "C"  not null,
  device_id       uuid                      not null,
  challenge_hash  text                      not null,
  fetched_at      timestamptz               not null,
  primary key (tenant_id, request_id, device_id, challenge_hash),
  foreign key (tenant_id, request_id) references approval_requests on delete cascade,
  foreign key (tenant_id, device_id) references devices
);

-- Browsers that a person signed in from before.
create table known_browsers (
  tenant_id     uuid         not null,
  user_id       uuid         not null,
  browser_hash  bytea        not null,
  country       text,
  first_at      timestamptz  not null,
  last_at       timestamptz  not null,
  primary key (tenant_id, user_id, browser_hash),
  foreign key (tenant_id, user_id) references users
);

create table oidc_items (
  tenant_id    uuid                      not null references tenants,
  model        text         collate "C"  not null,
  -- SHA-256 of the library's id: a copied database holds no usable token.
  id           bytea                     not null,
  grant_id     bytea,
  uid          bytea,
  -- The session under which it was given out: with that it ends.
  session_id   uuid,
  user_id      uuid,
  client_id    text         collate "C",
  payload      jsonb                     not null,
  consumed_at  timestamptz,
  expires_at   timestamptz,
  primary key (tenant_id, model, id)
);
create index oidc_items_grant on oidc_items (tenant_id, grant_id) where grant_id is not null;
create unique index oidc_items_uid on oidc_items (tenant_id, uid) where uid is not null;
create index oidc_items_session on oidc_items (tenant_id, session_id) where session_id is not null;
create index oidc_items_user on oidc_items (tenant_id, user_id) where user_id is not null;
create index oidc_items_expiry on oidc_items (expires_at);

create unlogged table rate_limits (
  tenant_id  uuid         not null,
  -- SHA-256 of what is counted: no address, no IP stands here.
  key        bytea        not null,
  hits       integer      not null,
  reset_at   timestamptz  not null,
  primary key (tenant_id, key)
);
create index rate_limits_reset on rate_limits (reset_at);

create table idempotency_keys (
  tenant_id        uuid         not null references tenants,
  key_hash         bytea        not null,
  request_hash     bytea        not null,
  response_sealed  bytea        not null,
  created_at       timestamptz  not null,
  primary key (tenant_id, key_hash)
);
create index idempotency_keys_created on idempotency_keys (created_at);

-- The key that personal data in audit events is sealed with, one for each person: destroying it erases them.
create table subject_keys (
  tenant_id   uuid         not null references tenants,
  subject_id  uuid         not null,
  key_sealed  bytea        not null,
  primary key (tenant_id, subject_id)
);

create table audit_events (
  tenant_id   uuid         not null,
  id          uuid         not null,
  at          timestamptz  not null,
  type        text         not null,
  user_id     uuid,
  actor_kind  text         not null check (actor_kind in ('user', 'device', 'system', 'nobody')),
  actor_id    uuid,
  data        jsonb        not null,
  -- Names, addresses, IP, user agent, free text: sealed with the subject's key, or the actor's where there is no subject.
  personal    bytea,
  subject_id  uuid,
  -- Keyed hash of the IP: found without being read.
  ip_index    bytea,
  request_id  text,
  primary key (tenant_id, at, id)
) partition by range (at);
create table audit_events_default partition of audit_events default;
create index audit_events_user on audit_events (tenant_id, user_id, at desc, id desc);
create index audit_events_ip on audit_events (tenant_id, ip_index, at desc) where ip_index is not null;

-- Makes the months from the present one up to `ahead` more. Run by the owner, at start and by a schedule.
create function make_audit_months(today date, ahead integer) returns void
language plpgsql set search_path = public as $$
declare
  month date := date_trunc('month', today);
  name  text;
begin
  for i in 0..ahead loop
    name := 'audit_events_' || to_char(month, 'YYYY_MM');
    if to_regclass('public.' || name) is null then
      begin
        execute format('create table %I partition of audit_events for values from (%L) to (%L)',
          name, month, month + interval '1 month');
      exception when check_violation then
        null; -- rows of that month already lie in the default partition: they stay there
      end;
    end if;
    month := month + interval '1 month';
  end loop;
end
$$;
revoke all on function make_audit_months(date, integer) from public;

create table outbox (
  tenant_id        uuid         not null references tenants,
  id               uuid         not null,
  kind             text         not null check (kind in ('mail', 'push')),
  -- Holds links that are stored only hashed elsewhere: sealed, and wiped after delivery.
  payload_sealed   bytea,
  -- For a push: the device, so that a dead subscription can be dropped.
  device_id        uuid,
  created_at       timestamptz  not null,
  next_attempt_at  timestamptz  not null,
  -- After this nobody needs it any more.
  expires_at       timestamptz,
  attempts         integer      not null default 0,
  last_error       text,
  delivered_at     timestamptz,
  dead_at          timestamptz,
  primary key (tenant_id, id)
);
-- By tenant first: the relay walks from tenant to tenant, so that one with much to send does not hold up the others.
create index outbox_due on outbox (tenant_id, next_attempt_at) where delivered_at is null and dead_at is null;
create index outbox_device on outbox (tenant_id, device_id) where delivered_at is null and dead_at is null;

-- Mail of an installation without a mail server, for the page at /inbox.
create table inbox_mails (
  tenant_id  uuid         not null references tenants,
  id         uuid         not null,
  sealed     bytea        not null,
  at         timestamptz  not null,
  primary key (tenant_id, id)
);

-- Row-level security: the second lock behind `where tenant_id =`.
do $$
declare
  name text;
begin
  foreach name in array array[
    'signing_keys', 'users', 'applications', 'application_secrets', 'accounts', 'claims', 'enrolments', 'retired_dids', 'devices',
    'device_calls', 'sessions', 'sign_ins', 'approval_requests', 'challenges', 'known_browsers', 'oidc_items', 'rate_limits',
    'idempotency_keys', 'subject_keys', 'audit_events', 'outbox', 'inbox_mails'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''latchkey.tenant_id'', true), '''')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to latchkey_app', name);
  end loop;
end
$$;
alter table audit_events_default enable row level security;
alter table tenants enable row level security;
create policy own_tenant on tenants using (id = (select nullif(current_setting('latchkey.tenant_id', true), '')::uuid));
grant select, insert, update on tenants to latchkey_app;
grant select, insert, delete on identities to latchkey_app;
grant select, update on installation to latchkey_app;
-- What happened stays as it was written.
revoke update, delete on audit_events from latchkey_app;

-- The hot reads: one function each, called as a named statement outside a unit of work. plpgsql, because its plan is kept. `rows 1`: several
-- are joined in one statement, and at the thousand rows that are expected otherwise it would be compiled each time it runs.

create function session_by_token(p_tenant_id uuid, p_token_hash bytea)
returns table (
  id uuid, user_id uuid, device_id uuid, started_at timestamptz, last_active_at timestamptz, proved_at timestamptz,
  expires_at timestamptz, idle_seconds integer, amr text[], acr text, admin_role text, status text
)
language plpgsql stable rows 1 security definer set search_path = public as $$
begin
  return query
    select s.id, s.user_id, s.device_id, s.started_at, s.last_active_at, s.proved_at,
           s.expires_at, s.idle_seconds, s.amr, s.acr, u.admin_role, u.status
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = p_tenant_id and s.token_hash = p_token_hash and s.ended_at is null;
end
$$;

-- What the provider gave out, if it still holds: not expired, and its session, its user and its application are all still there. One
-- look answers for the code, the token, userinfo and introspection alike.
create function oidc_item(p_tenant_id uuid, p_model text, p_id bytea, p_now timestamptz)
returns table (payload jsonb, consumed_at timestamptz, grant_id bytea, user_id uuid, application_id uuid)
language plpgsql stable strict rows 1 security definer set search_path = public as $$
begin
  return query
    select i.payload, i.consumed_at, i.grant_id, i.user_id, a.id
    from oidc_items i
    left join sessions s on s.tenant_id = i.tenant_id and s.id = i.session_id
    left join users u on u.tenant_id = i.tenant_id and u.id = i.user_id
    left join applications a on a.tenant_id = i.tenant_id and a.client_id = i.client_id
    where i.tenant_id = p_tenant_id and i.model = p_model and i.id = p_id
      and (i.expires_at is null or i.expires_at > p_now)
      and (i.session_id is null or (s.ended_at is null and s.expires_at > p_now))
      and (i.user_id is null or u.status = 'active')
      and (i.client_id is null or a.enabled);
end
$$;

-- What one answer of the provider gives out, all of it or nothing; bytes as hex. Only what the library saves again is replaced: a code, a
-- token or a seen proof is new or refused.
create function put_oidc_items(p_tenant_id uuid, p_items jsonb) returns void
language plpgsql security definer set search_path = public as $$
begin
  insert into oidc_items as i (tenant_id, model, id, grant_id, session_id, user_id, client_id, payload, expires_at)
  select p_tenant_id, n.model, decode(n.id, 'hex'), decode(n.grant_id, 'hex'), n.session_id, n.user_id, n.client_id, n.payload, n.expires_at
  from jsonb_to_recordset(p_items) as n (
    model text, id text, grant_id text, session_id uuid, user_id uuid, client_id text, payload jsonb, expires_at timestamptz)
  where n.model in ('Grant', 'Interaction')
  on conflict (tenant_id, model, id) do update set payload = excluded.payload, expires_at = excluded.expires_at;

  insert into oidc_items (tenant_id, model, id, grant_id, session_id, user_id, client_id, payload, expires_at)
  select p_tenant_id, n.model, decode(n.id, 'hex'), decode(n.grant_id, 'hex'), n.session_id, n.user_id, n.client_id, n.payload, n.expires_at
  from jsonb_to_recordset(p_items) as n (
    model text, id text, grant_id text, session_id uuid, user_id uuid, client_id text, payload jsonb, expires_at timestamptz)
  where n.model not in ('Grant', 'Interaction');
end
$$;

-- A grant with every code and token under it. Locked in one order, so that those who do it at once do not wait for each other in a ring.
create function delete_oidc_grant(p_tenant_id uuid, p_grant_id bytea) returns void
language plpgsql security definer set search_path = public as $$
begin
  delete from oidc_items d
  where d.tenant_id = p_tenant_id and (d.model, d.id) in (
    select i.model, i.id from oidc_items i
    where i.tenant_id = p_tenant_id and i.grant_id = p_grant_id
    order by i.model, i.id for update
  );
end
$$;

-- True for the one who spends it, and what is given out for it is stored with that. For everybody else false, and the whole grant is
-- gone: spending something twice means that somebody holds a copy (RFC 6749 section 4.1.2, RFC 9700 section 4.14.2).
create function consume_oidc_item(p_tenant_id uuid, p_model text, p_id bytea, p_now timestamptz, p_items jsonb) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  update oidc_items i set consumed_at = p_now
  where i.tenant_id = p_tenant_id and i.model = p_model and i.id = p_id and i.consumed_at is null;
  if found then
    if p_items <> '[]' then
      perform put_oidc_items(p_tenant_id, p_items);
    end if;
    return true;
  end if;
  perform delete_oidc_grant(p_tenant_id, i.grant_id) from oidc_items i
  where i.tenant_id = p_tenant_id and i.model = p_model and i.id = p_id;
  return false;
end
$$;

-- A person before an application: what the decision depends on, their subject there, and what tokens may say about them.
create function oidc_person(p_tenant_id uuid, p_user_id uuid, p_application_id uuid)
returns table (
  tenant_status text, user_status text, admin_role text, enabled boolean, access text, subject text, account_status text,
  last_sign_in_at timestamptz, name text, first_name text, last_name text, email text, email_verified boolean, updated_at timestamptz
)
language plpgsql stable strict rows 1 security definer set search_path = public as $$
begin
  return query
    select t.status, u.status, u.admin_role, a.enabled, a.access, c.subject, c.status,
           c.last_sign_in_at, u.name, u.first_name, u.last_name, u.email, u.email_verified, u.updated_at
    from tenants t
    join users u on u.tenant_id = t.id and u.id = p_user_id
    left join applications a on a.tenant_id = t.id and a.id = p_application_id
    left join accounts c on c.tenant_id = t.id and c.user_id = u.id and c.application_id = a.id
    where t.id = p_tenant_id;
end
$$;

-- Which organisation a typed setup code belongs to: asked by an app that knows only the code.
create function tenant_of_code(p_code_hash bytea) returns setof uuid
language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select c.tenant_id from claims c
    where c.code_hash = p_code_hash and c.spent_at is null and c.voided_at is null and c.locked_at is null and c.expires_at > now();
end
$$;
create index claims_code_anywhere on claims (code_hash) where code_hash is not null and spent_at is null and voided_at is null;

-- How many tenants a DID is known in besides the caller's own: a number, never names.
create function other_tenants_of(p_identity_id uuid) returns bigint
language plpgsql stable security definer set search_path = public as $$
begin
  return (
    select count(*) from users u
    where u.identity_id = p_identity_id
      and u.tenant_id is distinct from nullif(current_setting('latchkey.tenant_id', true), '')::uuid
  );
end
$$;

revoke all on function session_by_token(uuid, bytea), oidc_item(uuid, text, bytea, timestamptz),
  put_oidc_items(uuid, jsonb), consume_oidc_item(uuid, text, bytea, timestamptz, jsonb),
  delete_oidc_grant(uuid, bytea), oidc_person(uuid, uuid, uuid), tenant_of_code(bytea), other_tenants_of(uuid) from public;
grant execute on function session_by_token(uuid, bytea), oidc_item(uuid, text, bytea, timestamptz),
  put_oidc_items(uuid, jsonb), consume_oidc_item(uuid, text, bytea, timestamptz, jsonb),
  delete_oidc_grant(uuid, bytea), oidc_person(uuid, uuid, uuid), tenant_of_code(bytea), other_tenants_of(uuid) to latchkey_app;
