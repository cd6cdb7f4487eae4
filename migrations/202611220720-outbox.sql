-- By tenant first: the relay walks from tenant to tenant, and in each takes what is due of a kind.
create index outbox_due on outbox (tenant_id, kind, next_attempt_at) where delivered_at is null and dead_at is null;
drop index outbox_due_by_kind;
