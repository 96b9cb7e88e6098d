const STATEMENT = `select id, name from staff where left_on is null and substr(birthdate, 6, 5) = ?`

module.exports = ({ database }) => [
  {
    path: '/birthdays',
    handle: () => {
      const today = new Date().toISOString().slice(5, 10)
      const people = database.all('BirthdayNotice.today', STATEMENT, today)
      return { today, greetings: people.map((person) => `生日快乐, ${person.name}!`) }
    },
  },
]
