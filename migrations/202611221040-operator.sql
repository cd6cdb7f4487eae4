-- Where one operator owns every organisation of an installation, one administrator's termination reaches the others: the people it names
-- there are marked, and each is ended in a unit of their own organisation.
alter table users add column termination_ordered_at timestamptz;
create index users_termination_due on users (termination_ordered_at) where termination_ordered_at is not null;

-- How somebody of this organisation stands in the others that know them: their administrator roles there, and whether one of them would
-- be left without an owner. Says nothing of an identity that this organisation does not know.
create function standing_elsewhere(p_identity_id uuid)
returns table (admin_role text, last_owner boolean)
language plpgsql stable security definer set search_path = public as $$
declare
  v_tenant uuid := nullif(current_setting('latchkey.tenant_id', true), '')::uuid;
begin
  if not exists (select from users u where u.tenant_id = v_tenant and u.identity_id = p_identity_id) then
    return;
  end if;
  return query
    select u.admin_role,
      u.admin_role is not distinct from 'owner' and u.status = 'active' and not exists (
        select from users o
        where o.tenant_id = u.tenant_id and o.id <> u.id and o.admin_role = 'owner' and o.status = 'active')
    from users u join tenants t on t.id = u.tenant_id and t.status = 'active'
    where u.identity_id = p_identity_id and u.tenant_id <> v_tenant;
end
$$;
revoke all on function standing_elsewhere(uuid) from public;
grant execute on function standing_elsewhere(uuid) to latchkey_app;

-- Marks them in every other organisation, and says how many that were, counted as other_organisations_of does. In one order: two who do it at once do not wait in a ring.
create function order_termination(p_identity_id uuid, p_at timestamptz) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  v_tenant uuid := nullif(current_setting('latchkey.tenant_id', true), '')::uuid;
  v_count bigint;
begin
  if not exists (select from users u where u.tenant_id = v_tenant and u.identity_id = p_identity_id) then
    return 0;
  end if;
  perform from users u
  where u.identity_id = p_identity_id and u.tenant_id <> v_tenant
  order by u.tenant_id, u.id for update;
  update users set termination_ordered_at = p_at
  where identity_id = p_identity_id and tenant_id <> v_tenant;
  select count(distinct u.tenant_id) into v_count from users u
  where u.identity_id = p_identity_id and u.tenant_id <> v_tenant and u.removed_at is null;
  return v_count;
end
$$;
revoke all on function order_termination(uuid, timestamptz) from public;
grant execute on function order_termination(uuid, timestamptz) to latchkey_app;

-- Phones know the next status key before it signs: it takes over without one of them being left behind. Null until the first start after
-- this migration, which makes it.
alter table installation
  add column next_status_key             jsonb,
  add column next_status_private_sealed  bytea,
  -- Since when phones are told of it.
  add column next_status_since           timestamptz;

-- Organisations whose row is gone: their phones still ask, and are told. A restored dump that does not know an organisation yet has
-- neither row nor tombstone, and its phones are told nothing of the kind.
create table tenant_tombstones (
  id       uuid                      primary key,
  slug     text         collate "C"  not null,
  name     text                      not null,
  host     text         collate "C",
  first    boolean                   not null,
  gone_at  timestamptz               not null default now()
);
create index tenant_tombstones_slug on tenant_tombstones (slug);
create index tenant_tombstones_host on tenant_tombstones (host) where host is not null;
alter table tenant_tombstones enable row level security;
create policy own_tenant on tenant_tombstones
  using (id = (select nullif(current_setting('latchkey.tenant_id', true), '')::uuid));
grant select on tenant_tombstones to latchkey_app;

create function remember_tenant() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  insert into tenant_tombstones (id, slug, name, host, first)
  values (old.id, old.slug, old.name, old.host, old.first)
  on conflict (id) do nothing;
  return null;
end
$$;
create trigger tenants_remember after delete on tenants for each row execute function remember_tenant();
