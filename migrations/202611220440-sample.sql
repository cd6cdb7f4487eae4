-- Whether an organisation holds made-up people, and how far they have got: `steps` of them are in.
create table sample_data (
  tenant_id    uuid         not null primary key references tenants,
  -- Everything that "happened" is counted back from here.
  begun_at     timestamptz  not null,
  steps        integer      not null default 0,
  finished_at  timestamptz
);
alter table sample_data enable row level security;
create policy own_tenant on sample_data
  using (tenant_id = (select nullif(current_setting('latchkey.tenant_id', true), '')::uuid));
grant select, insert, update, delete on sample_data to latchkey_app;
