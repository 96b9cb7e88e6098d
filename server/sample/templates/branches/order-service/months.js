const STATEMENT = `select substr(placed_on, 1, 7) as month, count(*) as orders, sum(cents) / 100.0 as amount
  from orders group by month order by month`

module.exports = ({ database }) => [
  {
    path: '/orders/months',
    handle: () => ({ months: database.all('OrderDao.months', STATEMENT) }),
  },
]
