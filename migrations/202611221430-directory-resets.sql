-- Who is to set a new password: few at most times, and then found here at once.
create index users_reset on users (tenant_id) where require_password_reset;
