alter table tenant_settings drop constraint tenant_settings_section_check;
alter table tenant_settings add constraint tenant_settings_section_check
  check (section in ('password', 'sign-in', 'session', 'lifecycle', 'devices', 'texts'));
-- Whoever ordered the ways in before there were passkeys has them behind the rest.
update tenant_settings
  set value = jsonb_set(value, '{order}', (value -> 'order') || '["passkey"]'::jsonb)
  where section = 'sign-in' and value ? 'order' and not (value -> 'order') ? 'passkey';

alter table applications add column passkey_required boolean not null default false;

alter table users
  -- Kept by a trigger, beside the other ways in.
  add column passkeys              integer      not null default 0,
  -- A pause that somebody has to end: `pushes_paused_until` is far away then.
  add column pushes_paused_why     text         check (pushes_paused_why in ('report', 'person', 'limit')),
  -- A phone of theirs was lost: until another is set up by an administrator's code, nothing else restores a backup.
  add column restore_by_claim      boolean      not null default false,
  add column last_backup_at        timestamptz;

-- Passkeys (WebAuthn). The app's platform credentials stand with their devices and sign nobody in.
create table passkeys (
  tenant_id      uuid                      not null,
  id             uuid                      not null,
  user_id        uuid                      not null,
  credential_id  text         collate "C"  not null,
  -- COSE key.
  public_key     bytea                     not null,
  counter        bigint                    not null,
  synced         boolean                   not null,
  transports     text[]                    not null,
  name           text                      not null,
  created_at     timestamptz               not null,
  last_used_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create unique index passkeys_credential on passkeys (tenant_id, credential_id);
create index passkeys_user on passkeys (tenant_id, user_id, created_at);

-- What a browser was asked to sign, good for one answer.
create table passkey_ceremonies (
  tenant_id       uuid         not null references tenants,
  id              uuid         not null,
  purpose         text         not null check (purpose in ('sign-in', 'add', 'step-up')),
  -- Whose it is: of a sign-in, or of a session.
  sign_in_id      uuid,
  session_id      uuid,
  challenge_hash  bytea        not null,
  created_at      timestamptz  not null,
  expires_at      timestamptz  not null,
  spent_at        timestamptz,
  primary key (tenant_id, id),
  check ((purpose = 'sign-in') = (session_id is null))
);
create index passkey_ceremonies_expiry on passkey_ceremonies (expires_at);

-- Administrative overrides: one open for each person.
create table overrides (
  tenant_id   uuid         not null,
  id          uuid         not null,
  user_id     uuid         not null,
  code_hash   bytea        not null,
  reason      text         not null,
  issued_by   uuid         not null,
  issued_at   timestamptz  not null,
  expires_at  timestamptz  not null,
  tries       integer      not null default 0,
  used_at     timestamptz,
  ended_at    timestamptz,
  ended_why   text         check (ended_why in ('used', 'expired', 'locked', 'replaced', 'revoked')),
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade,
  check ((ended_at is null) = (ended_why is null))
);
create unique index overrides_open on overrides (tenant_id, user_id) where ended_at is null;
create index overrides_user on overrides (tenant_id, user_id, issued_at desc);
create index overrides_due on overrides (expires_at) where ended_at is null;

-- Codes by mail or SMS, bound to the sign-in of one browser.
create table sign_in_codes (
  tenant_id   uuid         not null references tenants,
  id          uuid         not null,
  sign_in_id  uuid         not null,
  -- Null where nobody is written to: the page behaves alike.
  user_id     uuid,
  method      text         not null check (method in ('mail', 'sms')),
  code_mac    bytea        not null,
  tries       integer      not null default 0,
  sent_at     timestamptz  not null,
  expires_at  timestamptz  not null,
  spent_at    timestamptz,
  voided_at   timestamptz,
  primary key (tenant_id, id)
);
create index sign_in_codes_sign_in on sign_in_codes (tenant_id, sign_in_id, sent_at desc);
create index sign_in_codes_expiry on sign_in_codes (expires_at);

alter table sign_ins drop constraint sign_ins_method_check;
alter table sign_ins
  add constraint sign_ins_method_check
    check (method in ('phone', 'passkey', 'password', 'provider', 'mail', 'sms', 'override')),
  add column passkey_at        timestamptz,
  add column passkey_id        uuid,
  -- It cannot be copied to another device of the person.
  add column passkey_hardware  boolean,
  add column code_at           timestamptz,
  add column code_method       text check (code_method in ('mail', 'sms')),
  add column override_at       timestamptz,
  add column override_id       uuid;
alter table known_browsers drop constraint known_browsers_method_check;
alter table known_browsers add constraint known_browsers_method_check
  check (method in ('phone', 'passkey', 'password', 'provider', 'mail', 'sms', 'override'));

alter table approval_requests drop constraint approval_requests_action_check;
alter table approval_requests
  add constraint approval_requests_action_check check (action in ('sign-in', 'step-up', 'add-device')),
  add column restore_id  uuid,
  -- Why no push went out although a phone could have had one.
  add column held_back   text check (held_back in ('limit', 'quiet', 'paused'));

alter table devices
  -- What both ends show while an administrator has yet to confirm it.
  add column short_code      text,
  add column last_backup_at  timestamptz,
  -- Another phone was restored in its place.
  add column replaced_at     timestamptz,
  add column remove_at       timestamptz,
  add constraint devices_replaced check ((replaced_at is null) = (remove_at is null));
create index devices_removal_due on devices (remove_at) where remove_at is not null;

-- A restore from a backup: from the DID that it names to a claim that is good for it alone.
create table restores (
  tenant_id    uuid                      not null references tenants,
  id           uuid                      not null,
  did          text         collate "C"  not null,
  nonce        text                      not null,
  user_id      uuid,
  created_at   timestamptz               not null,
  expires_at   timestamptz               not null,
  -- The root key of the backup signed for it.
  proved_at    timestamptz,
  code_method  text                               check (code_method in ('mail', 'sms')),
  code_mac     bytea,
  code_until   timestamptz,
  request_id   text         collate "C",
  tries        integer                   not null default 0,
  shown_by     text                               check (shown_by in ('mail', 'sms', 'device', 'claim')),
  claim_id     uuid,
  primary key (tenant_id, id)
);
create index restores_user on restores (tenant_id, user_id) where user_id is not null;
create index restores_expiry on restores (expires_at);

-- A claim that only the restore that earned it may use, with the DID of that restore.
alter table claims
  add column restore_id  uuid,
  -- A second code that travels another way, asked for when the claim is first opened.
  add column guard_hash  bytea;

create table cases (
  tenant_id   uuid         not null,
  id          uuid         not null,
  kind        text         not null check (kind in ('sign-in-reported', 'device-key-copied')),
  state       text         not null check (state in ('open', 'closed')),
  user_id     uuid         not null,
  request_id  text         collate "C",
  device_id   uuid,
  opened_at   timestamptz  not null,
  closed_at   timestamptz,
  closed_by   uuid,
  note        text,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade,
  check ((state = 'closed') = (closed_at is not null))
);
create index cases_listed on cases (tenant_id, state, opened_at desc, id desc);
create index cases_user on cases (tenant_id, user_id, opened_at desc);

create or replace function count_ways_in() returns trigger
language plpgsql set search_path = public as $$
declare
  of_tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  of_user   uuid;
begin
  foreach of_user in array array(select distinct u from unnest(array[new.user_id, old.user_id]) u where u is not null) loop
    update users set
      has_password = w.has_password, active_devices = w.active_devices, receiving = w.receiving, provider_links = w.links,
      passkeys = w.passkeys
    from (
      select
        exists (select from passwords p where p.tenant_id = of_tenant and p.user_id = of_user) as has_password,
        (select count(*)::integer from provider_links l where l.tenant_id = of_tenant and l.user_id = of_user) as links,
        (select count(*)::integer from passkeys k where k.tenant_id = of_tenant and k.user_id = of_user) as passkeys,
        count(*)::integer as active_devices,
        coalesce(bool_or(d.push_state = 'ok'), false) as receiving
      from devices d where d.tenant_id = of_tenant and d.user_id = of_user and d.state = 'active'
    ) w
    where tenant_id = of_tenant and id = of_user
      and (users.has_password, users.active_devices, users.receiving, users.provider_links, users.passkeys)
        is distinct from (w.has_password, w.active_devices, w.receiving, w.links, w.passkeys);
  end loop;
  return null;
end
$$;
create trigger passkeys_ways after insert or delete or update of user_id on passkeys
  for each row execute function count_ways_in();

do $$
declare
  name text;
begin
  foreach name in array array['passkeys', 'passkey_ceremonies', 'overrides', 'sign_in_codes', 'restores', 'cases'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''latchkey.tenant_id'', true), '''')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to latchkey_app', name);
  end loop;
end
$$;
