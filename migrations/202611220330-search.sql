-- What people are found by. Apart from `users`, so that a sign-in, which writes there, does not rewrite an index of some sixty words for
-- each person. `words` holds what the application derives from name, address and mobile number, and the facets of `user_facets`.
create table user_words (
  tenant_id  uuid      not null,
  user_id    uuid      not null,
  words      tsvector  not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
-- Statistics of the frequent words: whether to walk the index or the table depends on them.
alter table user_words alter column words set statistics 1000;

-- Whose words are to be derived: written by whatever changes a name, an address or a number, taken away by whoever derives them. Mostly in
-- the same transaction; what is left over is done by a job.
create table user_words_due (
  tenant_id  uuid  not null,
  user_id    uuid  not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users on delete cascade
);
insert into user_words_due (tenant_id, user_id) select tenant_id, id from users;

do $$
declare
  name text;
begin
  foreach name in array array['user_words', 'user_words_due'] loop
    execute format('alter table %I enable row level security', name);
    execute format(
      'create policy own_tenant on %I using (tenant_id = (select nullif(current_setting(''latchkey.tenant_id'', true), '''')::uuid))', name);
    execute format('grant select, insert, update, delete on %I to latchkey_app', name);
  end loop;
end
$$;

-- What a list can be narrowed to, as lexemes beside the words: of each pair the rarer side, the other one is its absence. They only lead
-- to people; who is shown is decided on the row itself.
create function user_facets(u users) returns text[]
language sql immutable set search_path = public as $$
  select array_remove(array[
    case when u.status <> 'active' then '=' || u.status end,
    '=' || u.deactivation_kind,
    case when u.role = 'admin' then '=admin' end,
    '=' || u.admin_role,
    case when u.last_sign_in_at is null then '=never' end,
    case when not u.email_verified then '=unverified' end,
    case when u.has_password then '=password' end,
    case when u.require_password_reset then '=reset' end,
    case when u.active_devices <> 1 then case when u.active_devices = 0 then '=no-device' else '=devices' end end,
    case when u.active_devices > 0 and not u.receiving then '=deaf' end,
    case when u.provider_links > 0 then '=linked' end,
    case when u.removed_at is not null then '=removed' end
  ], null)
$$;

-- Once for each statement: an import of thousands writes them in one go.
create function note_words_due() returns trigger
language plpgsql set search_path = public as $$
begin
  insert into user_words_due (tenant_id, user_id) select n.tenant_id, n.id from added n on conflict do nothing;
  return null;
end
$$;
create trigger users_words_due after insert on users
  referencing new table as added for each statement execute function note_words_due();

create function renew_words() returns trigger
language plpgsql set search_path = public as $$
declare
  facets text[] := user_facets(new);
begin
  if (new.name, new.email_key, new.mobile_key) is distinct from (old.name, old.email_key, old.mobile_key) then
    insert into user_words_due (tenant_id, user_id) values (new.tenant_id, new.id) on conflict do nothing;
  end if;
  if facets is distinct from user_facets(old) then
    update user_words set words = ts_delete(words, user_facets(old)) || array_to_tsvector(facets)
    where tenant_id = new.tenant_id and user_id = new.id;
  end if;
  return null;
end
$$;
-- The first sign-in makes a difference, the others do not.
create trigger users_words_renewed after update on users for each row
  when ((old.name, old.email_key, old.mobile_key, old.status, old.deactivation_kind, old.role, old.admin_role, old.last_sign_in_at is null,
         old.email_verified, old.has_password, old.require_password_reset, old.active_devices, old.receiving, old.provider_links > 0,
         old.removed_at is null)
    is distinct from
        (new.name, new.email_key, new.mobile_key, new.status, new.deactivation_kind, new.role, new.admin_role, new.last_sign_in_at is null,
         new.email_verified, new.has_password, new.require_password_reset, new.active_devices, new.receiving, new.provider_links > 0,
         new.removed_at is null))
  execute function renew_words();

create index user_words_anywhere on user_words using gin (words) with (fastupdate = off);

-- People by words. Row-level security keeps `@@` from its index, so it runs in here, and the tenant is asked for in here. Planned anew at
-- each call: what is frequent and what is rare must be seen. Three ways; the caller knows which fits.

-- By the index: whatever is rare, or several words together.
create function find_by_words(p_words tsquery, p_most integer) returns table (user_id uuid)
language plpgsql stable rows 300 security definer
set search_path = public set plan_cache_mode = force_custom_plan set enable_seqscan = off set enable_indexscan = off as $$
begin
  return query
    select w.user_id from user_words w
    where w.tenant_id = nullif(current_setting('latchkey.tenant_id', true), '')::uuid and w.words @@ p_words limit p_most;
end
$$;

-- One word alone may be in half of all rows: a walk through the table meets as many as are wanted at once, where the index would first
-- gather all of them.
create function find_by_one_word(p_words tsquery, p_most integer) returns table (user_id uuid)
language plpgsql stable rows 300 security definer
set search_path = public set plan_cache_mode = force_custom_plan as $$
begin
  return query
    select w.user_id from user_words w
    where w.tenant_id = nullif(current_setting('latchkey.tenant_id', true), '')::uuid and w.words @@ p_words limit p_most;
end
$$;

-- Of a small organisation beside large ones: its own rows are fewer than what the index holds of everybody.
create function find_by_words_here(p_words tsquery, p_most integer) returns table (user_id uuid)
language plpgsql stable rows 300 security definer set search_path = public as $$
begin
  return query
    with here as materialized (
      select w.user_id, w.words from user_words w
      where w.tenant_id = nullif(current_setting('latchkey.tenant_id', true), '')::uuid
    )
    select h.user_id from here h where h.words @@ p_words limit p_most;
end
$$;

revoke all on function find_by_words(tsquery, integer), find_by_one_word(tsquery, integer), find_by_words_here(tsquery, integer)
  from public;
grant execute on function find_by_words(tsquery, integer), find_by_one_word(tsquery, integer), find_by_words_here(tsquery, integer)
  to latchkey_app;

-- What a provider calls somebody leads to them, whichever provider it is; a sign-in by its reference.
create index provider_links_any_subject on provider_links (tenant_id, subject);
