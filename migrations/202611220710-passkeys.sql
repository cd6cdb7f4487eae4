-- Its counter did not rise, so that there may be a copy: it is refused from then on.
alter table passkeys add column copied_at timestamptz;

-- A session that began by less than a passkey does not hold where its person's role asks for one: whoever uses it is told so in the same
-- round trip, on the settings of now. `has_passkey`: one that holds nowhere else still opens the person's own account, to add the first.
drop function session_by_token(uuid, bytea);
create function session_by_token(p_tenant_id uuid, p_token_hash bytea)
returns table (
  id uuid, user_id uuid, device_id uuid, started_at timestamptz, last_active_at timestamptz, proved_at timestamptz,
  expires_at timestamptz, idle_seconds integer, amr text[], acr text, admin_role text, status text,
  console_limits jsonb, lacks_passkey boolean, has_passkey boolean
)
language plpgsql stable rows 1 security definer set search_path = public as $$
begin
  return query
    select s.id, s.user_id, s.device_id, s.started_at, s.last_active_at, s.proved_at,
           s.expires_at, s.idle_seconds, s.amr, s.acr, u.admin_role, u.status,
           (select t.value from tenant_settings t where t.tenant_id = p_tenant_id and t.section = 'session'),
           s.acr <> 'urn:latchkey:acr:passkey' and coalesce(
             (select t.value -> 'passkeyRequiredFor' ? coalesce(u.admin_role, 'user')
              from tenant_settings t where t.tenant_id = p_tenant_id and t.section = 'sign-in'), false),
           u.passkeys > 0
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id
    where s.tenant_id = p_tenant_id and s.token_hash = p_token_hash and s.ended_at is null;
end
$$;
revoke all on function session_by_token(uuid, bytea) from public;
grant execute on function session_by_token(uuid, bytea) to latchkey_app;

-- Codes and tokens under such a session, or for an application that takes passkeys alone, hold no more either.
create or replace function oidc_item(p_tenant_id uuid, p_model text, p_id bytea, p_now timestamptz)
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
      and (i.client_id is null or a.enabled)
      and (i.session_id is null or s.acr = 'urn:latchkey:acr:passkey' or not (
        coalesce(a.passkey_required, false) or coalesce(
          (select t.value -> 'passkeyRequiredFor' ? coalesce(u.admin_role, 'user')
           from tenant_settings t where t.tenant_id = p_tenant_id and t.section = 'sign-in'), false)));
end
$$;
