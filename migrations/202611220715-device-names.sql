alter table devices
  -- What the phone itself called itself last. The name that somebody gave it here stays until the phone says another.
  add column reported_name  text;
