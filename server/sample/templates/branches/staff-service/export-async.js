const { randomUUID } = require('node:crypto')

const STATEMENT = 'select staff_no, name from staff order by id'
const LIMIT = 100
const jobs = new Map()

module.exports = ({ database }) => [
  {
    path: '/staff-export',
    handle: () => {
      const job = randomUUID()
      if (jobs.size >= LIMIT) jobs.delete(jobs.keys().next().value)
      setImmediate(() => jobs.set(job, database.all('StaffExport.rows', STATEMENT)))
      return { job }
    },
  },
  { path: '/staff-export/:job', handle: ({ job }) => jobs.get(job) ?? null },
]
