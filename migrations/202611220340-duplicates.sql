-- Addresses that people gave besides the one they are known by, for telling that two records are one person. Compared byte by byte, as keys are.
create index users_personal on users (tenant_id, (lower(personal_email) collate "C")) where personal_email is not null;
create index provider_links_email on provider_links (tenant_id, (lower(email) collate "C")) where email is not null;

-- The mailbox that mail to an address ends up in: without a tag, and at Google without dots.
create function mailbox_of(p_email_key text) returns text
language sql immutable parallel safe as $$
  select case
    when split_part(p_email_key, '@', 2) in ('gmail.com', 'googlemail.com')
    then replace(split_part(split_part(p_email_key, '@', 1), '+', 1), '.', '') || '@gmail.com'
    else split_part(split_part(p_email_key, '@', 1), '+', 1) || '@' || split_part(p_email_key, '@', 2)
  end
$$;
-- Only of the few addresses that are not their mailbox.
create index users_mailbox on users (tenant_id, mailbox_of(email_key)) where mailbox_of(email_key) <> email_key;

-- Pairs of records of the caller's own tenant that may be one person, each with one reason (0 is the strongest). Whom it looks at, each
-- by a few look-ups into indices: one person, or those who came last. A number or an address that very many share gives a few pairs of
-- each only. As its owner, since under row-level security an index over an expression is not used.
create function likely_duplicates(p_user_id uuid, p_newest integer)
returns table (one uuid, other uuid, reason integer)
language plpgsql stable security definer set search_path = public as $$
declare
  of_tenant uuid := nullif(current_setting('latchkey.tenant_id', true), '')::uuid;
begin
  return query
    with looked_at as materialized (
      select u.id, u.identity_id, u.mobile_key, lower(u.personal_email) collate "C" as personal, u.email_key, u.name_key, u.provider_links,
        mailbox_of(u.email_key) as mailbox, split_part(u.email_key, '@', 1) as local
      from users u
      where u.tenant_id = of_tenant and u.removed_at is null and (p_user_id is null or u.id = p_user_id)
      order by u.created_at desc, u.id desc limit p_newest
    ), found (one, other, reason) as (
      select c.id, o.id, 0 from looked_at c, lateral (
        select u.id from users u where u.identity_id = c.identity_id and u.tenant_id = of_tenant and u.id <> c.id limit 5
      ) o where c.identity_id is not null
      union all
      select c.id, o.id, 1 from looked_at c, lateral (
        select u.id from users u where u.tenant_id = of_tenant and u.mobile_key = c.mobile_key and u.id <> c.id limit 5
      ) o where c.mobile_key is not null
      union all
      select c.id, u.id, 2 from looked_at c
        join provider_links l on l.tenant_id = of_tenant and l.user_id = c.id and l.email is not null
        join users u on u.tenant_id = of_tenant and u.email_key = lower(l.email) collate "C" and u.id <> c.id
      where c.provider_links > 0
      union all
      select c.id, o.user_id, 2 from looked_at c, lateral (
        select l.user_id from provider_links l
        where l.tenant_id = of_tenant and lower(l.email) collate "C" = c.email_key and l.email is not null and l.user_id <> c.id limit 5
      ) o
      union all
      select c.id, u.id, 3 from looked_at c
        join users u on u.tenant_id = of_tenant and u.email_key = c.personal and u.id <> c.id
      where c.personal is not null
      union all
      select c.id, o.id, 3 from looked_at c, lateral (
        select u.id from users u
        where u.tenant_id = of_tenant and lower(u.personal_email) collate "C" = c.email_key and u.personal_email is not null and u.id <> c.id limit 5
      ) o
      union all
      select c.id, o.id, 3 from looked_at c, lateral (
        select u.id from users u
        where u.tenant_id = of_tenant and lower(u.personal_email) collate "C" = c.personal and u.personal_email is not null and u.id <> c.id limit 5
      ) o where c.personal is not null
      union all
      select c.id, u.id, 4 from looked_at c
        join users u on u.tenant_id = of_tenant and u.email_key = c.mailbox and u.id <> c.id
      where c.mailbox <> c.email_key
      union all
      select c.id, o.id, 4 from looked_at c, lateral (
        select u.id from users u
        where u.tenant_id = of_tenant and mailbox_of(u.email_key) = c.mailbox
          and mailbox_of(u.email_key) <> u.email_key and u.id <> c.id limit 5
      ) o
      union all
      -- In the order of bytes an `A` comes after the `@`. Of everybody, a name says little by itself: it counts with the same beginning of
      -- the address elsewhere.
      select c.id, o.id, 5 from looked_at c, lateral (
        select u.id from users u
        where u.tenant_id = of_tenant and u.email_key >= c.local || '@' and u.email_key < c.local || 'A'
          and u.name_key = c.name_key and u.id <> c.id limit 5
      ) o
      union all
      select c.id, o.id, 5 from looked_at c, lateral (
        select u.id from users u
        where u.tenant_id = of_tenant and u.name_key = c.name_key and u.id <> c.id limit 20
      ) o where p_user_id is not null
    )
    select distinct least(f.one, f.other), greatest(f.one, f.other), f.reason from found f;
end
$$;
revoke all on function likely_duplicates(uuid, integer) from public;
grant execute on function likely_duplicates(uuid, integer) to latchkey_app;
