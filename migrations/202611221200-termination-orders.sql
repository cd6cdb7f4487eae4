-- An order ends who somebody was when it was given: the role that they had there is kept with it.
alter table users add column termination_ordered_role text collate "C";

-- As before, and in the same organisations as `standing_elsewhere` looks at, those that are served: nobody is ended where their rank and
-- place were not looked at. Says how many of them that were, with those that removed the person and could restore them.
create or replace function order_termination(p_identity_id uuid, p_at timestamptz) returns bigint
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
  with marked as (
    update users u set termination_ordered_at = p_at, termination_ordered_role = u.admin_role
    from tenants t
    where u.identity_id = p_identity_id and u.tenant_id <> v_tenant
      and t.id = u.tenant_id and t.status = 'active'
    returning u.tenant_id)
  select count(distinct tenant_id) into v_count from marked;
  return v_count;
end
$$;
