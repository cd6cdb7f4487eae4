-- What an organisation decided, one row for each section that it changed; what is not here has its default.
create table tenant_settings (
  tenant_id   uuid                      not null references tenants,
  section     text         collate "C"  not null check (section in ('password', 'sign-in', 'session', 'lifecycle', 'texts')),
  value       jsonb                     not null,
  version     integer                   not null default 1,
  updated_at  timestamptz               not null,
  primary key (tenant_id, section)
);

alter table users
  -- The id that another directory knows this person by.
  add column external_id             text collate "C",
  add column require_password_reset  boolean      not null default false,
  -- Where the policy says "per user": whether this one may have a password.
  add column password_allowed        boolean      not null default false,
  -- Too many failed tries by strangers: until then only browsers that the person used before get a try.
  add column locked_until            timestamptz,
  add column locked_why              text,
  -- Removed from the organisation: can be restored until `purge_at`, then the row goes.
  add column removed_at              timestamptz,
  add column purge_at                timestamptz,
  -- A removal that is to follow an offboarding.
  add column remove_at               timestamptz,
  -- A termination that waits for the person or the operator, since other organisations know them too.
  add column termination_asked_at    timestamptz,
  -- The ways in that this person has, kept by triggers: the list filters by them.
  add column has_password            boolean      not null default false,
  add column active_devices          integer      not null default 0,
  -- Whether a push reaches one of them.
  add column receiving               boolean      not null default false,
  add column provider_links          integer      not null default 0,
  add constraint users_removed check ((removed_at is null) = (purge_at is null)),
  add constraint users_removed_deactivated check (removed_at is null or status = 'deactivated');
create unique index users_external on users (tenant_id, external_id) where external_id is not null;
create index users_locked on users (tenant_id, locked_until) where locked_until is not null;
create index users_removed_due on users (purge_at) where purge_at is not null;
create index users_removal_due on users (remove_at) where remove_at is not null;

-- Further addresses of a person, each confirmed by a mail to it. An address is in here or in `users`, and once.
create table user_emails (
  tenant_id    uuid                      not null,
  email_key    text         collate "C"  not null,
  email        text                      not null,
  user_id      uuid                      not null,
  verified_at  timestamptz               not null,
  primary key (tenant_id, email_key),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index user_emails_user on user_emails (tenant_id, user_id);

-- A new address waits here until somebody opens the mail that went to it.
create table email_changes (
  tenant_id     uuid                      not null,
  id            uuid                      not null,
  user_id       uuid                      not null,
  -- `primary` takes the place of the present address; `alias` stands beside it.
  kind          text                      not null check (kind in ('primary', 'alias')),
  email         text                      not null,
  email_key     text         collate "C"  not null,
  token_hash    bytea                     not null,
  requested_by  uuid,
  requested_at  timestamptz               not null,
  expires_at    timestamptz               not null,
  spent_at      timestamptz,
  voided_at     timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create unique index email_changes_token on email_changes (tenant_id, token_hash);
create index email_changes_user on email_changes (tenant_id, user_id, requested_at desc);
create index email_changes_expiry on email_changes (expires_at);

-- Whoever is gone, and where whoever asks for them should look.
create table user_tombstones (
  tenant_id    uuid         not null references tenants,
  user_id      uuid         not null,
  why          text         not null check (why in ('merged', 'deleted', 'terminated', 'removed')),
  -- Of a merge: who they are now. Of a chain always the last.
  survivor_id  uuid,
  at           timestamptz  not null,
  primary key (tenant_id, user_id),
  check ((why = 'merged') = (survivor_id is not null))
);
create index user_tombstones_survivor on user_tombstones (tenant_id, survivor_id) where survivor_id is not null;

create table passwords (
  tenant_id    uuid         not null,
  user_id      uuid         not null,
  -- A PHC string: Argon2id over the password and the pepper of `pepper_id`.
  hash         text         not null,
  pepper_id    text         not null,
  -- Made by an administrator: opens nothing but the page that asks for a new one, once, until it expires.
  temporary    boolean      not null default false,
  expires_at   timestamptz,
  used_at      timestamptz,
  set_at       timestamptz  not null,
  verified_at  timestamptz,
  -- Changes whenever the hash does: what was checked against an older one counts no more.
  version      integer      not null default 1,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users on delete cascade,
  check (temporary = (expires_at is not null))
);

create table password_history (
  tenant_id  uuid         not null,
  user_id    uuid         not null,
  id         uuid         not null,
  hash       text         not null,
  pepper_id  text         not null,
  at         timestamptz  not null,
  primary key (tenant_id, user_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);

-- "Set a password" by mail: of one use, and void once another was used or an administrator sent one.
create table password_links (
  tenant_id   uuid                      not null,
  id          uuid                      not null,
  user_id     uuid                      not null,
  -- `forgot`: the person asked; `set`: an administrator sent it.
  purpose     text                      not null check (purpose in ('forgot', 'set')),
  token_hash  bytea                     not null,
  -- Where it went: it opens nothing once the person has another address.
  email_key   text         collate "C"  not null,
  -- The sign-in to go on with, where the browser is the one that asked.
  sign_in_id  uuid,
  issued_by   uuid,
  issued_at   timestamptz               not null,
  expires_at  timestamptz               not null,
  spent_at    timestamptz,
  voided_at   timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create unique index password_links_token on password_links (tenant_id, token_hash);
create index password_links_user on password_links (tenant_id, user_id, issued_at desc);
create index password_links_expiry on password_links (expires_at);

create table providers (
  tenant_id        uuid                      not null references tenants,
  id               uuid                      not null,
  kind             text                      not null check (kind in ('google', 'microsoft', 'okta', 'oidc', 'saml')),
  name             text                      not null,
  name_key         text         collate "C"  not null,
  enabled          boolean                   not null,
  -- Whether its verified addresses are believed: only then an existing person is linked without asking them.
  trusted          boolean                   not null,
  -- Makes people that nobody added before.
  creates_users    boolean                   not null,
  -- Of its kind: issuer and client, or entity, addresses and certificates.
  settings         jsonb                     not null,
  secret_sealed    bytea,
  secret_expires_at timestamptz,
  created_at       timestamptz               not null,
  updated_at       timestamptz               not null,
  last_success_at  timestamptz,
  last_failure_at  timestamptz,
  last_failure     text,
  version          integer                   not null default 1,
  primary key (tenant_id, id)
);
create index providers_name on providers (tenant_id, name_key, id);

create table provider_links (
  tenant_id     uuid                      not null,
  id            uuid                      not null,
  provider_id   uuid                      not null,
  user_id       uuid                      not null,
  -- What the provider calls this person for ever.
  subject       text         collate "C"  not null,
  email         text,
  linked_at     timestamptz               not null,
  -- How it came about.
  linked_by     text                      not null check (linked_by in ('verified-email', 'proof', 'created', 'self', 'merge')),
  last_used_at  timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, provider_id) references providers on delete cascade,
  foreign key (tenant_id, user_id) references users on delete cascade
);
create unique index provider_links_subject on provider_links (tenant_id, provider_id, subject);
create index provider_links_user on provider_links (tenant_id, user_id);

-- Unlinked for good: this upstream identity is not linked again.
create table blocked_links (
  tenant_id    uuid                      not null,
  provider_id  uuid                      not null,
  subject      text         collate "C"  not null,
  user_id      uuid                      not null,
  blocked_at   timestamptz               not null,
  primary key (tenant_id, provider_id, subject),
  foreign key (tenant_id, provider_id) references providers on delete cascade
);

-- A browser on its way to a provider and back.
create table provider_trips (
  tenant_id       uuid         not null,
  -- SHA-256 of `state`, or of the SAML relay state.
  state_hash      bytea        not null,
  provider_id     uuid         not null,
  -- What it is for: a sign-in, a link that a signed-in person adds, or an administrator's test.
  purpose         text         not null check (purpose in ('sign-in', 'link', 'test')),
  sign_in_id      uuid,
  session_id      uuid,
  -- Nonce, code verifier, request id: what the answer must match.
  secrets_sealed  bytea        not null,
  created_at      timestamptz  not null,
  expires_at      timestamptz  not null,
  spent_at        timestamptz,
  primary key (tenant_id, state_hash),
  foreign key (tenant_id, provider_id) references providers on delete cascade
);
create index provider_trips_expiry on provider_trips (expires_at);

-- SAML assertions that were taken: each counts once.
create table seen_assertions (
  tenant_id    uuid         not null,
  provider_id  uuid         not null,
  id_hash      bytea        not null,
  expires_at   timestamptz  not null,
  primary key (tenant_id, provider_id, id_hash),
  foreign key (tenant_id, provider_id) references providers on delete cascade
);
create index seen_assertions_expiry on seen_assertions (expires_at);

alter table sessions
  add column provider_id  uuid,
  -- "Keep me signed in": the cookie outlives the browser.
  add column kept         boolean not null default false;

-- What a sign-in has shown so far; each step is bound to this sign-in and to nothing else. Whoever is named anew has shown nothing.
alter table sign_ins
  -- The way that its page offers at the moment.
  add column method               text check (method in ('phone', 'password', 'provider')),
  add column keep                 boolean not null default false,
  -- The application asked for a phone, or for a phone with an out-of-band secret (`acr_values`).
  add column asked_acr            text,
  -- It wants a new proof (`prompt=login`, `max_age`): a provider is asked for one as well.
  add column fresh                boolean not null default false,
  add column password_at          timestamptz,
  add column password_version     integer,
  add column provider_at          timestamptz,
  add column provider_id          uuid,
  -- An approval that was redeemed before the session could begin: what a new password is asked for in between.
  add column phone_at             timestamptz,
  add column device_id            uuid,
  add column phone_amr            text[],
  add column phone_acr            text,
  -- An upstream identity that waits for the person to prove the account it would be linked to.
  add column pending_link_sealed  bytea,
  -- Set once the page that asks for a new password may be shown, by what was proved in this very sign-in.
  add column reset_because        text check (reset_because in ('required', 'temporary'));

-- The way that worked last, which this browser is offered first.
alter table known_browsers
  add column method       text check (method in ('phone', 'password', 'provider')),
  add column provider_id  uuid;

-- Tries that failed one after the other, of strangers and of each known browser apart, for known and unknown addresses alike.
create table failed_tries (
  tenant_id   uuid         not null,
  -- Keyed hash of whom and from where: no address stands here.
  key         bytea        not null,
  failures    integer      not null,
  wait_until  timestamptz,
  last_at     timestamptz  not null,
  primary key (tenant_id, key)
);
create index failed_tries_due on failed_tries (last_at);

-- As before, with the organisation's limits for the console, so that one look is still enough.
drop function session_by_token(uuid, bytea);
create function session_by_token(p_tenant_id uuid, p_token_hash bytea)
returns table (
  id uuid, user_id uuid, device_id uuid, started_at timestamptz, last_active_at timestamptz, proved_at timestamptz,
  expires_at timestamptz, idle_seconds integer, amr text[], acr text, admin_role text, status text,
  console_limits jsonb
)
language plpgsql stable rows 1 security definer set search_path = public as $$
begin
  return query
    select s.id, s.user_id, s.device_id, s.started_at, s.last_active_at, s.proved_at,
           s.expires_at, s.idle_seconds, s.amr, s.acr, u.admin_role, u.status,
           (select t.value from tenant_settings t where t.tenant_id = p_tenant_id and t.section = 'session')
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = p_tenant_id and s.token_hash = p_token_hash and s.ended_at is null;
end
$$;
revoke all on function session_by_token(uuid, bytea) from public;
grant execute on function session_by_token(uuid, bytea) to latchkey_app;

create table deactivation_receipts (
  tenant_id  uuid         not null,
  id         uuid         not null,
  user_id    uuid         not null,
  at         timestamptz  not null,
  -- What there was to end, as found in the transaction that ended it.
  items      jsonb        not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index deactivation_receipts_user on deactivation_receipts (tenant_id, user_id, at desc);

-- Phones of people who are gone: only what it takes to tell the phone so, by a last push and whenever it asks.
create table departed_devices (
  tenant_id                 uuid         not null references tenants,
  id                        uuid         not null,
  public_jwk                jsonb        not null,
  push_subscription_sealed  bytea,
  departed_at               timestamptz  not null,
  primary key (tenant_id, id)
);
create index departed_devices_due on departed_devices (departed_at);

-- Work over many people, done by whichever process is free, a few rows at a time.
create table jobs (
  tenant_id    uuid         not null references tenants,
  id           uuid         not null,
  kind         text         not null,
  state        text         not null check (state in ('running', 'paused', 'stopped', 'finished')),
  -- What to do and to whom: an action with its input, and a selection or a filter.
  input        jsonb        not null,
  created_by   uuid         not null,
  -- What the person who began it could do; checked again for each row.
  session_id   uuid,
  total        integer      not null,
  succeeded    integer      not null default 0,
  skipped      integer      not null default 0,
  failed       integer      not null default 0,
  created_at   timestamptz  not null,
  updated_at   timestamptz  not null,
  finished_at  timestamptz,
  -- The process that works on it; another takes over when this has passed.
  lease_until  timestamptz,
  primary key (tenant_id, id)
);
create index jobs_recent on jobs (tenant_id, created_at desc, id desc);
create index jobs_lease_due on jobs (lease_until) where state = 'running';

create table job_rows (
  tenant_id  uuid         not null,
  job_id     uuid         not null,
  n          integer      not null,
  user_id    uuid         not null,
  state      text         not null check (state in ('waiting', 'succeeded', 'skipped', 'failed')),
  -- The code of the problem, where there was one.
  problem    text,
  at         timestamptz,
  primary key (tenant_id, job_id, n),
  foreign key (tenant_id, job_id) references jobs on delete cascade
);
create index job_rows_waiting on job_rows (tenant_id, job_id, n) where state = 'waiting';

-- Filters of the list under a name, each administrator's own.
create table saved_views (
  tenant_id   uuid         not null,
  id          uuid         not null,
  user_id     uuid         not null,
  name        text         not null,
  -- The query of the page's address.
  query       text         not null,
  created_at  timestamptz  not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
create index saved_views_user on saved_views (tenant_id, user_id, created_at);

-- Whatever changes a way in says so at the person, in the same transaction; a row that is as it was is not touched.
create function count_ways_in() returns trigger
language plpgsql set search_path = public as $$
declare
  of_tenant uuid := coalesce(new.tenant_id, old.tenant_id);
  of_user   uuid;
begin
  foreach of_user in array array(select distinct u from unnest(array[new.user_id, old.user_id]) u where u is not null) loop
    update users set
      has_password = w.has_password, active_devices = w.active_devices, receiving = w.receiving, provider_links = w.links
    from (
      select
        exists (select from passwords p where p.tenant_id = of_tenant and p.user_id = of_user) as has_password,
        (select count(*)::integer from provider_links l where l.tenant_id = of_tenant and l.user_id = of_user) as links,
        count(*)::integer as active_devices,
        coalesce(bool_or(d.push_state = 'ok'), false) as receiving
      from devices d where d.tenant_id = of_tenant and d.user_id = of_user and d.state = 'active'
    ) w
    where tenant_id = of_tenant and id = of_user
      and (users.has_password, users.active_devices, users.receiving, users.provider_links)
        is distinct from (w.has_password, w.active_devices, w.receiving, w.links);
  end loop;
  return null;
end
$$;
create trigger passwords_ways after insert or delete on passwords for each row execute function count_ways_in();
create trigger provider_links_ways after insert or delete or update of user_id on provider_links
  for each row execute function count_ways_in();
create trigger devices_ways after insert or delete or update of state, push_state, user_id on devices
  for each row execute function count_ways_in();
update users u set
  active_devices = w.active_devices, receiving = w.receiving
from (
  select tenant_id, user_id, count(*)::integer as active_devices, bool_or(push_state = 'ok') as receiving
  from devices where state = 'active' group by tenant_id, user_id
) w
where w.tenant_id = u.tenant_id and w.user_id = u.id;

-- An address leads to one person: as their main one or as a further one. A unique index holds each of the two tables, and this holds
-- them against each other. Whoever writes a further address waits for whoever is writing main ones, and the other way round;
-- those who write main ones do not wait for one another.
create function hold_addresses() returns trigger
language plpgsql set search_path = public as $$
begin
  if tg_table_name = 'users' then
    perform pg_advisory_xact_lock_shared(7261052432);
  else
    perform pg_advisory_xact_lock(7261052432);
  end if;
  return null;
end
$$;
create function require_free_address() returns trigger
language plpgsql set search_path = public as $$
declare
  taken boolean;
begin
  if tg_table_name = 'users' then
    taken := exists (select from user_emails e where e.tenant_id = new.tenant_id and e.email_key = new.email_key);
  else
    taken := exists (select from users u where u.tenant_id = new.tenant_id and u.email_key = new.email_key);
  end if;
  if taken then
    raise unique_violation using constraint = 'address_once', message = 'the address belongs to a person already';
  end if;
  return new;
end
$$;
create trigger users_hold_addresses before insert or update of email_key on users
  for each statement execute function hold_addresses();
create trigger users_free_address before insert or update of email_key on users
  for each row execute function require_free_address();
create trigger user_emails_hold_addresses before insert or update of email_key on user_emails
  for each statement execute function hold_addresses();
create trigger user_emails_free_address before insert or update of email_key on user_emails
  for each row execute function require_free_address();

-- How many other tenants have this person now; whoever was removed there is not counted.
create function other_organisations_of(p_identity_id uuid) returns bigint
language plpgsql stable security definer set search_path = public as $$
begin
  return (
    select count(*) from users u
    where u.identity_id = p_identity_id and u.removed_at is null
      and u.tenant_id is distinct from nullif(current_setting('latchkey.tenant_id', true), '')::uuid
  );
end
$$;
revoke all on function other_organisations_of(uuid) from public;
grant execute on function other_organisations_of(uuid) to latchkey_app;

do $$
declare
  name text;
begin
  foreach name in array array[
    'tenant_settings', 'user_emails', 'email_changes', 'user_tombstones', 'passwords', 'password_history', 'password_links',
    'providers', 'provider_links', 'blocked_links', 'provider_trips', 'seen_assertions', 'deactivation_receipts', 'jobs',
    'job_rows', 'saved_views', 'departed_devices', 'failed_tries'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''latchkey.tenant_id'', true), '''')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to latchkey_app', name);
  end loop;
end
$$;
