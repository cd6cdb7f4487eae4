-- Whoever spends something or ends a grant holds the whole grant first. Without that, one who finds a code spent keeps its row locked and
-- asks for the tokens, while another ends the grant and comes the other way: PostgreSQL then refuses one of the two.
create or replace function delete_oidc_grant(p_tenant_id uuid, p_grant_id bytea) returns void
language plpgsql security definer set search_path = public as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('oidc-grant:' || p_tenant_id || encode(p_grant_id, 'hex'), 0));
  delete from oidc_items d
  where d.tenant_id = p_tenant_id and (d.model, d.id) in (
    select i.model, i.id from oidc_items i
    where i.tenant_id = p_tenant_id and i.grant_id = p_grant_id
    order by i.model, i.id for update
  );
end
$$;

create or replace function consume_oidc_item(p_tenant_id uuid, p_model text, p_id bytea, p_now timestamptz, p_items jsonb) returns boolean
language plpgsql security definer set search_path = public as $$
declare
  v_grant_id bytea;
begin
  select i.grant_id into v_grant_id from oidc_items i
  where i.tenant_id = p_tenant_id and i.model = p_model and i.id = p_id;
  if v_grant_id is not null then
    perform pg_advisory_xact_lock(hashtextextended('oidc-grant:' || p_tenant_id || encode(v_grant_id, 'hex'), 0));
  end if;
  update oidc_items i set consumed_at = p_now
  where i.tenant_id = p_tenant_id and i.model = p_model and i.id = p_id and i.consumed_at is null;
  if found then
    if p_items <> '[]' then
      perform put_oidc_items(p_tenant_id, p_items);
    end if;
    return true;
  end if;
  if v_grant_id is not null then
    perform delete_oidc_grant(p_tenant_id, v_grant_id);
  end if;
  return false;
end
$$;
