-- Whether somebody who asked for an address of their own showed more than a password then: a passkey that is asked for later guards it too.
alter table email_changes add column own_proof boolean not null default false;
