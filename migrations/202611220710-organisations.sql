-- Somebody of one organisation asked that this person goes everywhere; the others ask the person, in the app.
alter table identities add column termination_asked_at timestamptz;
grant update (termination_asked_at) on identities to latchkey_app;
-- The person's word for this organisation, where it was no.
alter table users add column termination_refused_at timestamptz;

-- The organisations in which this person is an administrator now: they see those that they belong to themselves, nobody else does.
create function organisations_administered_by(p_identity_id uuid)
returns table (id uuid, slug text, name text, host text, first boolean)
language plpgsql stable security definer set search_path = public as $$
begin
  return query
    select t.id, t.slug, t.name, t.host, t.first
    from users u join tenants t on t.id = u.tenant_id
    where u.identity_id = p_identity_id and u.admin_role is not null and u.status = 'active' and u.removed_at is null
      and t.status = 'active'
    order by t.name, t.id
    limit 100;
end
$$;
revoke all on function organisations_administered_by(uuid) from public;
grant execute on function organisations_administered_by(uuid) to latchkey_app;
