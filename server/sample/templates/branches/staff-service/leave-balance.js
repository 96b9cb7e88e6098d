const STATEMENT = 'select id, hired_on from staff where id = ?'
const DAYS_A_YEAR = 10
const MOST_DAYS = 15

module.exports = ({ database }) => [
  {
    path: '/leave-balance/:id',
    handle: ({ id }) => {
      const person = database.one('LeaveBalance.find', STATEMENT, Number(id))
      if (person === undefined) return null
      const years = new Date().getFullYear() - Number(person.hired_on.slice(0, 4))
      return { id: person.id, days: Math.min(MOST_DAYS, DAYS_A_YEAR + Math.floor(years / 3)) }
    },
  },
]
