const CONTRACT_YEARS = 3
const STATEMENT = 'select id, name, hired_on from staff where left_on is null'

module.exports = ({ database }) => [
  {
    path: '/contract-expiry',
    handle: () => {
      const thisYear = new Date().getFullYear()
      const items = database
        .all('ContractExpiry.list', STATEMENT)
        .filter((person) => (thisYear - Number(person.hired_on.slice(0, 4))) % CONTRACT_YEARS === 0)
      return { year: thisYear, items }
    },
  },
]
