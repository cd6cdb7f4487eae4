-- A passkey is a way in: whoever has one is not without.
create or replace function user_facets(u users) returns text[]
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
    case when u.passkeys > 0 then '=passkey' end,
    case when u.removed_at is not null then '=removed' end
  ], null)
$$;
drop trigger users_words_renewed on users;
create trigger users_words_renewed after update on users for each row
  when ((old.name, old.email_key, old.mobile_key, old.status, old.deactivation_kind, old.role, old.admin_role, old.last_sign_in_at is null,
         old.email_verified, old.has_password, old.require_password_reset, old.active_devices, old.receiving, old.provider_links > 0,
         old.passkeys > 0, old.removed_at is null)
    is distinct from
        (new.name, new.email_key, new.mobile_key, new.status, new.deactivation_kind, new.role, new.admin_role, new.last_sign_in_at is null,
         new.email_verified, new.has_password, new.require_password_reset, new.active_devices, new.receiving, new.provider_links > 0,
         new.passkeys > 0, new.removed_at is null))
  execute function renew_words();
