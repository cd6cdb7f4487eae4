alter table devices
  -- What its claim was for. One that was restored and waits to be confirmed takes the place of the others only then.
  add column purpose       text  check (purpose in ('enrol', 'add', 'restore', 'reset')),
  -- What its person was verified for at `verified_at`.
  add column verified_for  text  check (verified_for in ('grant', 'backup'));
