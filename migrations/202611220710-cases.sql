alter table cases
  -- Of a person at most one of each kind is open: what comes meanwhile is counted.
  add column reports         integer      not null default 1,
  add column last_report_at  timestamptz;
update cases set last_report_at = opened_at;
alter table cases alter column last_report_at set not null;
create unique index cases_open on cases (tenant_id, user_id, kind) where state = 'open';

-- Pushes of one topic go in their order; one of another topic waits for none of them.
alter table outbox add column topic text collate "C";
-- Pushes, mails and the rest are taken apart: what is stuck in one queue holds up no other.
create index outbox_due_by_kind on outbox (kind, tenant_id, next_attempt_at) where delivered_at is null and dead_at is null;
drop index outbox_due;
