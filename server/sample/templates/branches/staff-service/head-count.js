const STATEMENT = `select substr(hired_on, 1, 4) as year, count(*) as hired
  from staff group by year order by year`

module.exports = ({ database }) => [
  {
    path: '/head-count',
    handle: () => ({ years: database.all('HeadCount.byYear', STATEMENT) }),
  },
]
