-- Somebody may be taken out of one application: their account there stays, with its subject, and lets nobody in until it is restored.
-- Apart from the status, which says whether the account was ever used: an identity that is reset sets that anew, and must not restore.

alter table accounts add column ended_at timestamptz;

-- Counts of accounts leave out those that ended, and go on reading nothing but the index.
drop index accounts_user;
create unique index accounts_user on accounts (tenant_id, user_id, application_id) include (ended_at);
drop index accounts_subject;
create unique index accounts_subject on accounts (tenant_id, application_id, subject) include (ended_at);

-- As before, with one more status: ended.
create or replace function oidc_person(p_tenant_id uuid, p_user_id uuid, p_application_id uuid)
returns table (
  tenant_status text, user_status text, admin_role text, enabled boolean, access text, subject text, account_status text,
  last_sign_in_at timestamptz, name text, first_name text, last_name text, email text, email_verified boolean, updated_at timestamptz
)
language plpgsql stable strict rows 1 security definer set search_path = public as $$
begin
  return query
    select t.status, u.status, u.admin_role, a.enabled, a.access, c.subject,
           case when c.ended_at is null then c.status else 'ended' end,
           c.last_sign_in_at, u.name, u.first_name, u.last_name, u.email, u.email_verified, u.updated_at
    from tenants t
    join users u on u.tenant_id = t.id and u.id = p_user_id
    left join applications a on a.tenant_id = t.id and a.id = p_application_id
    left join accounts c on c.tenant_id = t.id and c.user_id = u.id and c.application_id = a.id
    where t.id = p_tenant_id;
end
$$;
