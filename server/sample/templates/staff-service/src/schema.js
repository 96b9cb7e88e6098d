const schema = `
create table if not exists departments (
  id integer primary key,
  name text not null
);
create table if not exists staff (
  id integer primary key,
  staff_no text not null unique,
  name text not null,
  title text not null,
  department_id integer references departments (id),
  phone text not null,
  email text,
  birthdate text not null,
  hired_on text not null,
  left_on text
);
create index if not exists staff_by_name on staff (name);
`

module.exports = { schema }
