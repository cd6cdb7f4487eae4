-- What the lists of one kind count: who is of that kind and not removed, by the index alone. Those who are invited cannot be removed, so
-- their indices serve as they are. A sign-in writes into neither, but for an administrator's.
create index users_deactivated_present on users (tenant_id) where status = 'deactivated' and removed_at is null;
create index users_admin_present on users (tenant_id) where role = 'admin' and removed_at is null;
