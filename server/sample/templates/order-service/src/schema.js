const schema = `
create table if not exists orders (
  id integer primary key,
  staff_id integer not null,
  cents integer not null,
  placed_on text not null
);
`

module.exports = { schema }
