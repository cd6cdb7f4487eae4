alter table devices
  -- What its claim was for. One that was restored and waits to be confirmed takes the place of the others only then.
  add column purpose  text  check (purpose in ('enrol', 'add', 'restore', 'reset'));
