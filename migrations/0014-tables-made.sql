-- Which rows the code made of the entries when the tables for reading were last made as a whole. A home of an older
-- version is made anew at its next start, so that what later versions count of a round is there for old rounds too.
create table tables_made (
  one     boolean primary key default true check (one),
  version integer not null
);
insert into tables_made (version) select case when exists (select from heads) then 1 else 2 end;
